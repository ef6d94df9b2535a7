import { type SyntheticEvent, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { AppRef } from '../../api/client';
import { problemOf } from '../../api/problem';
import { useCreateWorkflow } from '../../api/queries';
import type { WorkflowRow } from '../../api/types';
import type { Incoming } from '../../graph/exchange/translator';
import { Button } from '../../ui/Button';
import { Dialog, DialogActions } from '../../ui/Dialog';
import { Field, TextInput } from '../../ui/Field';
import { Select } from '../../ui/Select';
import { ImportField, PASTED } from './ImportField';
import { readIncoming } from './readIncoming';

const BLANK = '';
const IMPORT = 'import';

interface NewWorkflowDialogProps {
  at: AppRef;
  /** workflows whose graph can be copied */
  ready: readonly WorkflowRow[];
  /** a file to start from, read */
  dropped?: Incoming;
  onClose: () => void;
}

const MOST_LETTERS = 80;

/** The name in a file, else that of the file. */
function nameIn(incoming?: Incoming): string {
  if (incoming?.kind !== 'read') return '';
  const { from, reading } = incoming;
  const stem = from === PASTED ? '' : from.replace(/\.\w+$/, '').replaceAll(/[_-]+/g, ' ');
  return (reading.name ?? stem).trim().slice(0, MOST_LETTERS);
}

export function NewWorkflowDialog({ at, ready, dropped, onClose }: NewWorkflowDialogProps) {
  const [name, setName] = useState(nameIn(dropped));
  const [from, setFrom] = useState(dropped ? IMPORT : BLANK);
  const [incoming, setIncoming] = useState(dropped ?? null);
  const read = async (file: File) => {
    const found = await readIncoming(at, file);
    setIncoming(found);
    setName((before) => before.trim() || nameIn(found));
  };
  const imported = incoming?.kind === 'read' ? incoming : null;
  const create = useCreateWorkflow(at);
  const navigate = useNavigate();
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const copied = ready.find((workflow) => workflow.id === from)?.thumbnail;
    const start = from === IMPORT ? imported?.reading.document : copied;
    create.mutate(
      { name: name.trim(), ...start },
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
      <p className="dialog-aside">
        Or{' '}
        <Link className="link" to={`/templates?app=${at.user}/${at.app}`}>
          start from a template
        </Link>{' '}
        that works as it is.
      </p>
      <form className="stack" onSubmit={submit}>
        <Field label="Name" error={create.error && problemOf(create.error).message}>
          {(control) => (
            <TextInput
              {...control}
              value={name}
              required
              maxLength={MOST_LETTERS}
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
              options={[
                { value: BLANK, label: 'Blank canvas' },
                { value: IMPORT, label: 'A file: Weft, Clarifai or Roboflow' },
                ...starts,
              ]}
              onChange={setFrom}
            />
          )}
        </Field>
        {from === IMPORT && (
          <ImportField at={at} incoming={incoming} onFile={(chosen) => void read(chosen)} />
        )}
        <DialogActions>
          <Button
            look="primary"
            type="submit"
            disabled={create.isPending || !name.trim() || (from === IMPORT && !imported)}
          >
            {create.isPending ? 'Creating workflow' : 'Create workflow'}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
