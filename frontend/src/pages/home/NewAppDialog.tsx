import { type SyntheticEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { problemOf } from '../../api/problem';
import { useCreateApp } from '../../api/queries';
import type { AppCard } from '../../api/types';
import { Button } from '../../ui/Button';
import { Dialog, DialogActions } from '../../ui/Dialog';
import { Field, TextInput } from '../../ui/Field';
import { Select } from '../../ui/Select';

type InputType = AppCard['input_type'];
const TYPES: { value: InputType; label: string }[] = [
  { value: 'image', label: 'Image' },
  { value: 'video', label: 'Video' },
  { value: 'audio', label: 'Audio' },
  { value: 'text', label: 'Text' },
];

export function NewAppDialog({
  open,
  onOpenChange,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const [name, setName] = useState('');
  const [type, setType] = useState<InputType>('image');
  const create = useCreateApp();
  const navigate = useNavigate();
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    create.mutate(
      { name: name.trim(), input_type: type },
      { onSuccess: (app) => void navigate(`/apps/${app.user}/${app.id}`) },
    );
  };
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="New app"
      hint="An app holds workflows that work on the same sort of input."
    >
      <form className="stack" onSubmit={submit}>
        <Field label="Name" error={create.error && problemOf(create.error).message}>
          {(control) => (
            <TextInput
              {...control}
              value={name}
              required
              maxLength={80}
              autoFocus
              placeholder="Parking"
              onChange={(event) => {
                setName(event.target.value);
              }}
            />
          )}
        </Field>
        <Field label="Main input" hint="What its workflows start from.">
          {(control) => <Select {...control} value={type} options={TYPES} onChange={setType} />}
        </Field>
        <DialogActions>
          <Button look="primary" type="submit" disabled={create.isPending || !name.trim()}>
            {create.isPending ? 'Creating app' : 'Create app'}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
