import { type SyntheticEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import type { AppRef } from '../../api/client';
import { problemOf } from '../../api/problem';
import { useCreateWorkflow } from '../../api/queries';
import type { WorkflowRow } from '../../api/types';
import { Button } from '../../ui/Button';
import { Dialog, DialogActions } from '../../ui/Dialog';
import { Field, TextInput } from '../../ui/Field';
import { Select } from '../../ui/Select';

const BLANK = '';

interface NewWorkflowDialogProps {
  at: AppRef;
  /** workflows whose graph can be copied */
  ready: readonly WorkflowRow[];
  onClose: () => void;
}

export function NewWorkflowDialog({ at, ready, onClose }: NewWorkflowDialogProps) {
  const [name, setName] = useState('');
  const [from, setFrom] = useState(BLANK);
  const create = useCreateWorkflow(at);
  const navigate = useNavigate();
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const copied = ready.find((workflow) => workflow.id === from)?.thumbnail;
    create.mutate(
      { name: name.trim(), ...copied },
      {
        onSuccess: (made) => void navigate(`/apps/${at.user}/${at.app}/workflows/${made.id}/edit`),
      },
    );
  };
  const starts = ready
    .filter((workflow) => workflow.thumbnail)
    .map((workflow) => ({ value: workflow.id, label: `Copy of ${workflow.name}` }));
  return (
    <Dialog open onOpenChange={onClose} title="New workflow" hint="It opens in the editor.">
      <form className="stack" onSubmit={submit}>
        <Field label="Name" error={create.error && problemOf(create.error).message}>
          {(control) => (
            <TextInput
              {...control}
              value={name}
              required
              maxLength={80}
              autoFocus
              placeholder="Read licence plates"
              onChange={(event) => {
                setName(event.target.value);
              }}
            />
          )}
        </Field>
        <Field label="Start from">
          {(control) => (
            <Select
              {...control}
              value={from}
              options={[{ value: BLANK, label: 'Blank canvas' }, ...starts]}
              onChange={setFrom}
            />
          )}
        </Field>
        <DialogActions>
          <Button look="primary" type="submit" disabled={create.isPending || !name.trim()}>
            {create.isPending ? 'Creating workflow' : 'Create workflow'}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
