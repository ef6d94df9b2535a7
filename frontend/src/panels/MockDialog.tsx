import { useId, useState } from 'react';
import { putPin } from '../api/client';
import { problemOf } from '../api/problem';
import type { Pin } from '../api/types';
import { useEditor } from '../store/editor';
import { keepPin } from '../store/keepPin';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { fromMockText, toMockText } from './mockText';

interface MockDialogProps {
  pin: Pin;
  name: string;
  onClose: () => void;
}

/** Edits a pinned output by hand. The server holds it against the type of each port. */
export function MockDialog({ pin, name, onClose }: MockDialogProps) {
  const workflow = useEditor((state) => state.workflow);
  const id = useId();
  const [{ form, text: before }] = useState(() => toMockText(pin.outputs));
  const [text, setText] = useState(before);
  const [fault, setFault] = useState('');
  const [saving, setSaving] = useState(false);
  const save = async () => {
    const read = fromMockText(text, pin.outputs);
    if ('fault' in read) {
      setFault(read.fault);
      return;
    }
    setSaving(true);
    try {
      keepPin(workflow, pin.node, await putPin(workflow, pin.node, { outputs: read.outputs }));
      onClose();
    } catch (error) {
      setFault(problemOf(error).message);
      setSaving(false);
    }
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={`Edit the pinned output of ${name}`}
      hint="The next runs of this draft take what you write here."
      width={640}
    >
      <textarea
        className={form === 'json' ? 'text-input area mock-text' : 'text-input area'}
        aria-label="Pinned output"
        aria-describedby={id}
        aria-invalid={fault !== ''}
        spellCheck={false}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setFault('');
        }}
      />
      <p id={id} className="mock-fault" role="alert">
        {fault}
      </p>
      <div className="dialog-actions">
        <Button onClick={onClose}>Cancel</Button>
        <Button look="primary" disabled={saving || text === before} onClick={() => void save()}>
          {saving ? 'Saving output' : 'Save output'}
        </Button>
      </div>
    </Dialog>
  );
}
