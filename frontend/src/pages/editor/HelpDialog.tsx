import { COMMANDS } from '../../commands/all';
import { showShortcut } from '../../commands/shortcuts';
import { Dialog } from '../../ui/Dialog';
import { Kbd } from '../../ui/Kbd';

const GESTURES: [string, string][] = [
  ['Connect', 'Drag from a port to a port, tap both, or press Enter on both'],
  ['Add a node, wired', 'Let a wire go on the empty canvas'],
  ['Cut a wire', 'Alt-click it, or select it and press Delete'],
  ['Select several', 'Shift-drag on the canvas, or Ctrl-click nodes'],
  ['Move a node', 'Drag its body, or arrow keys while it is selected'],
  ['Run on a file', 'Drop it on IN'],
];

/** Every key and gesture of the editor. */
export function HelpDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog open onOpenChange={onClose} title="Keys and gestures" width={560}>
      <dl className="help-list">
        {COMMANDS.map((command) => (
          <div key={command.id}>
            <dt>{command.label}</dt>
            <dd>
              {command.shortcuts.map((shortcut) => (
                <Kbd key={shortcut}>{showShortcut(shortcut)}</Kbd>
              ))}
            </dd>
          </div>
        ))}
        {GESTURES.map(([what, how]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>{how}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
