import { type SyntheticEvent, useState } from 'react';
import type { VersionRow } from '../api/types';
import { Button } from '../ui/Button';
import { TextArea, TextInput } from '../ui/Field';

interface VersionWordsProps {
  row: VersionRow;
  /** true when it was kept */
  onSave: (words: { name: string; note: string }) => Promise<boolean>;
  onClose: () => void;
}

/** A version's name and note, changed in place; its graph never is. */
export function VersionWords({ row, onSave, onClose }: VersionWordsProps) {
  const [name, setName] = useState(row.name);
  const [note, setNote] = useState(row.note);
  const [saving, setSaving] = useState(false);
  const save = async () => {
    setSaving(true);
    const kept = await onSave({ name: name.trim(), note: note.trim() });
    setSaving(false);
    if (kept) onClose();
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void save();
  };
  return (
    <form
      className="version-form"
      aria-label={`Name and note of v${row.number}`}
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <TextInput
        autoFocus
        aria-label="Name"
        placeholder="Name"
        maxLength={120}
        value={name}
        onChange={(event) => {
          setName(event.target.value);
        }}
      />
      <TextArea
        aria-label="Note"
        placeholder="What changed, and why"
        rows={3}
        maxLength={4000}
        value={note}
        onChange={(event) => {
          setNote(event.target.value);
        }}
      />
      <div>
        <Button size="small" onClick={onClose}>
          Cancel
        </Button>
        <Button size="small" look="primary" type="submit" disabled={saving}>
          Save words
        </Button>
      </div>
    </form>
  );
}
