import './visibility.css';
import { useMutation } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import { changeWorkflow, type WorkflowRef } from '../../api/client';
import { keys, queryClient } from '../../api/queries';
import type { Visibility, Workflow } from '../../api/types';
import { Button } from '../../ui/Button';
import { Choices } from '../../ui/Choices';
import { CopyButton } from '../../ui/CopyButton';
import { Dialog, DialogActions } from '../../ui/Dialog';
import { ErrorNote } from '../../ui/ErrorNote';

const CHOICES: { value: Visibility; title: string; about: string }[] = [
  { value: 'private', title: 'Private', about: 'Only you' },
  {
    value: 'public',
    title: 'Public',
    about: 'Anyone with a key of this server may read and run it',
  },
];

/** What follows from the choice, said before it is made. */
const FOLLOWS: Record<Visibility, string> = {
  public:
    'They see its name and note, and the graph of every version with its settings: prompts, and the names of models and connections. They see no draft, run, file or secret of yours. Their runs use your models and connections; what goes in and comes out is theirs alone.',
  private: 'Others find it no more, nor the results of what they ran. Their runs end at once.',
};

interface VisibilityDialogProps {
  at: WorkflowRef;
  workflow: Workflow;
  onClose: () => void;
}

function Address({ at }: { at: WorkflowRef }) {
  const address = `/v2/users/${at.user}/apps/${at.app}/workflows/${at.workflow}`;
  return (
    <div className="visibility-address">
      <small>They call it with their own key at</small>
      <code>{address}</code>
      <CopyButton label="Copy address" text={address} />
    </div>
  );
}

/** Who else may read and run the workflow; nothing changes before the button says so. */
export function VisibilityDialog({ at, workflow, onClose }: VisibilityDialogProps) {
  const now = workflow.visibility;
  const [chosen, setChosen] = useState(now);
  const change = useMutation({
    mutationFn: (visibility: Visibility) => changeWorkflow(at, { visibility }),
    onSuccess: (changed) => {
      queryClient.setQueryData(keys.workflow(at), changed);
      onClose();
    },
  });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    change.mutate(chosen);
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Who may use this workflow"
      hint="Only you ever change it."
      width={520}
    >
      <form className="visibility" onSubmit={submit}>
        <Choices
          label="Who may use this workflow"
          value={chosen}
          options={CHOICES}
          onChange={setChosen}
        />
        <div className="visibility-follows" aria-live="polite">
          {chosen !== now && <p>{FOLLOWS[chosen]}</p>}
          {chosen === now && now === 'public' && <Address at={at} />}
        </div>
        {change.error && <ErrorNote title="The workflow was not changed" error={change.error} />}
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" disabled={chosen === now || change.isPending}>
            {chosen === 'public' ? 'Make public' : 'Make private'}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
