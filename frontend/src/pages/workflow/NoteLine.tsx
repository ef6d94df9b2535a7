import { Pencil } from 'lucide-react';
import { type SyntheticEvent, useState } from 'react';
import { changeWorkflow, type WorkflowRef } from '../../api/client';
import { keys, queryClient } from '../../api/queries';
import { Button, IconButton } from '../../ui/Button';
import { ErrorNote } from '../../ui/ErrorNote';
import { TextArea } from '../../ui/Field';

const MOST_CHARACTERS = 4000;

function NoteForm({ at, note, onDone }: { at: WorkflowRef; note: string; onDone: () => void }) {
  const [text, setText] = useState(note);
  const [saving, setSaving] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    setSaving(true);
    try {
      queryClient.setQueryData(keys.workflow(at), await changeWorkflow(at, { note: text }));
      onDone();
    } catch (caught) {
      setError(caught);
      setSaving(false);
    }
  };
  return (
    <form className="note-form" onSubmit={(event) => void submit(event)}>
      <TextArea
        aria-label="Note"
        placeholder="What this workflow is for"
        value={text}
        maxLength={MOST_CHARACTERS}
        rows={3}
        autoFocus
        onChange={(event) => {
          setText(event.target.value);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onDone();
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void submit(event);
        }}
      />
      {error !== null && <ErrorNote title="The note was not saved" error={error} />}
      <div className="note-actions">
        <Button type="submit" look="primary" size="small" disabled={saving}>
          {saving ? 'Saving note' : 'Save note'}
        </Button>
        <Button size="small" onClick={onDone}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

/** What the workflow is for, in its owner's words; edited where it stands. */
export function NoteLine({ at, note }: { at: WorkflowRef; note: string }) {
  const [editing, setEditing] = useState(false);
  const edit = () => {
    setEditing(true);
  };
  if (editing) {
    return (
      <NoteForm
        {...{ at, note }}
        onDone={() => {
          setEditing(false);
        }}
      />
    );
  }
  return (
    <div className="workflow-note">
      {note && <p>{note}</p>}
      {note ? (
        <IconButton label="Edit note" size="small" onClick={edit}>
          <Pencil aria-hidden />
        </IconButton>
      ) : (
        <Button look="quiet" size="small" onClick={edit}>
          Add note
        </Button>
      )}
    </div>
  );
}
