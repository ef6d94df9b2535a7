import { type SyntheticEvent, useState } from 'react';
import { Button } from '../../ui/Button';
import { Dialog, DialogActions } from '../../ui/Dialog';
import { Field, TextArea, TextInput } from '../../ui/Field';
import type { VersionWords } from './useVersions';

interface SaveVersionDialogProps {
  title: string;
  onClose: () => void;
  /** true when it was saved */
  onSave: (words: VersionWords) => Promise<boolean>;
}

/** A version may have a name and a note; neither is asked for. */
export function SaveVersionDialog({ title, onClose, onSave }: SaveVersionDialogProps) {
  const [name, setName] = useState('');
  const [note, setNote] = useState('');
  const [saving, setSaving] = useState(false);
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    setSaving(true);
    const saved = await onSave({
      ...(name.trim() && { name: name.trim() }),
      ...(note.trim() && { note: note.trim() }),
    });
    setSaving(false);
    if (saved) onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={title}
      hint="A version never changes: it can be run, compared and gone back to."
    >
      <form className="dialog-form" onSubmit={(event) => void submit(event)}>
        <Field label="Name (optional)">
          {(control) => (
            <TextInput
              {...control}
              autoFocus
              value={name}
              maxLength={80}
              placeholder="Tighter crop"
              onChange={(event) => {
                setName(event.target.value);
              }}
            />
          )}
        </Field>
        <Field label="Note (optional)">
          {(control) => (
            <TextArea
              {...control}
              rows={3}
              value={note}
              placeholder="What changed, and why"
              onChange={(event) => {
                setNote(event.target.value);
              }}
            />
          )}
        </Field>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" disabled={saving}>
            {saving ? 'Saving version' : 'Save version'}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
