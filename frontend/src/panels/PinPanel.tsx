import './PinPanel.css';
import { Pencil, Pin as PinIcon, PinOff } from 'lucide-react';
import { useState } from 'react';
import type { PortOutputs } from '../api/types';
import { pinOutput } from '../commands/pinOutput';
import { useScene } from '../commands/scene';
import { usePin } from '../store/pins';
import { Button } from '../ui/Button';
import { lazily } from '../ui/lazily';

const MockDialog = lazily(async () => (await import('./MockDialog')).MockDialog, { soon: false });

interface PinPanelProps {
  node: string;
  name: string;
  outputs: PortOutputs[] | undefined;
}

/** Keeps a node's output for the next runs of the draft, as it is or edited by hand. */
export function PinPanel({ node, name, outputs }: PinPanelProps) {
  const scene = useScene();
  const pin = usePin(node);
  const [editing, setEditing] = useState(false);
  const toggle = () => {
    scene.editor.getState().select([node]);
    void pinOutput.perform(scene);
  };
  if (!pin) {
    return (
      <Button
        size="small"
        className="pin-button"
        disabled={!outputs}
        title="The next runs of this draft take this output instead of computing the node (P)"
        onClick={toggle}
      >
        <PinIcon aria-hidden /> Pin output
      </Button>
    );
  }
  return (
    <div className="pin-panel">
      <p>
        <b>{pin.mocked ? 'Pinned, edited by hand.' : `Pinned from run ${pin.run_number}.`}</b> Runs
        of this draft take it; versions and API runs never do.
      </p>
      <div className="row">
        <Button
          size="small"
          onClick={() => {
            setEditing(true);
          }}
        >
          <Pencil aria-hidden /> Edit output
        </Button>
        <Button size="small" onClick={toggle}>
          <PinOff aria-hidden /> Unpin
        </Button>
      </div>
      {editing && (
        <MockDialog
          pin={pin}
          name={name}
          onClose={() => {
            setEditing(false);
          }}
        />
      )}
    </div>
  );
}
