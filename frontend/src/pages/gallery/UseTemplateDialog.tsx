import { type SyntheticEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import type { AppRef } from '../../api/client';
import { problemOf } from '../../api/problem';
import { useApps, useCreateWorkflow } from '../../api/queries';
import type { TemplateCard } from '../../api/types';
import { Button } from '../../ui/Button';
import { Dialog, DialogActions } from '../../ui/Dialog';
import { Field, TextInput } from '../../ui/Field';
import { count } from '../../ui/format';
import { Select } from '../../ui/Select';
import { Thumbnail } from '../frame/Thumbnail';

const nameOf = ({ user, app }: AppRef) => `${user}/${app}`;

interface UseTemplateDialogProps {
  template: TemplateCard;
  into: AppRef | undefined;
  onClose: () => void;
}

/** What the template does, and where its workflow should be made. */
export function UseTemplateDialog({ template, into, onClose }: UseTemplateDialogProps) {
  const apps = useApps();
  const places = (apps.data ?? []).map((app) => ({
    value: nameOf({ user: app.user, app: app.id }),
    label: app.name,
  }));
  const [name, setName] = useState(template.name);
  const [picked, setPicked] = useState(into && nameOf(into));
  const place = picked ?? places[0]?.value ?? '';
  const [user = '', app = ''] = place.split('/');
  const create = useCreateWorkflow({ user, app });
  const navigate = useNavigate();
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    create.mutate(
      { name: name.trim(), template: template.id },
      { onSuccess: (made) => void navigate(`/apps/${user}/${app}/workflows/${made.id}`) },
    );
  };
  return (
    <Dialog open onOpenChange={onClose} title={template.name} hint={template.note} width={620}>
      <div className="template-picture">
        <Thumbnail of={template.thumbnail} />
      </div>
      {template.why_not && (
        <p className="template-why-not">
          One of its nodes {template.why_not}. The workflow opens as a draft and runs once that is
          there.
        </p>
      )}
      <form className="stack" onSubmit={submit}>
        <Field label="Name" error={create.error && problemOf(create.error).message}>
          {(control) => (
            <TextInput
              {...control}
              value={name}
              required
              maxLength={80}
              onChange={(event) => {
                setName(event.target.value);
              }}
            />
          )}
        </Field>
        <Field
          label="App"
          hint={
            template.samples > 0
              ? `${count(template.samples, 'sample')} to try it on ${template.samples === 1 ? 'comes' : 'come'} with it.`
              : undefined
          }
        >
          {(control) => <Select {...control} value={place} options={places} onChange={setPicked} />}
        </Field>
        <DialogActions>
          <Button
            look="primary"
            type="submit"
            disabled={create.isPending || !name.trim() || !place}
          >
            {create.isPending ? 'Creating workflow' : 'Create workflow'}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
