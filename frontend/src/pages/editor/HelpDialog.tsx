import { SECTIONS } from '../../commands/all';
import { showShortcut } from '../../commands/shortcuts';
import { Dialog } from '../../ui/Dialog';
import { Kbd } from '../../ui/Kbd';

const GESTURES: [string, string][] = [
  ['Connect', 'Drag from a port to a port, tap both, or press Enter on both'],
  ['Add a node, wired', 'Let a wire go on the empty canvas'],
  ['Put a node into a wire', 'Drop it on the wire, from the list or from the canvas'],
  ['Move a wire', 'Drag its end to another port'],
  ['Cut a wire', 'Alt-click it, or select it and press Delete'],
  ['Select several', 'Shift-drag on the canvas, or Ctrl-click nodes'],
  ['Move a node', 'Drag its body, or arrow keys while it is selected'],
  ['Run on a file', 'Drop it on IN'],
  ['Import a workflow', 'Drop its JSON or its picture on the canvas, or paste it'],
];

/** Every key and gesture of the editor. */
export function HelpDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog open onOpenChange={onClose} title="Keys and gestures" width={560}>
      {SECTIONS.map(({ title, commands }) => (
        <section key={title}>
          <h3 className="help-title">{title}</h3>
          <dl className="help-list">
            {commands
              .filter(({ shortcuts }) => shortcuts.length > 0)
              .map((command) => (
                <div key={command.id}>
                  <dt>{command.label}</dt>
                  <dd>
                    {command.shortcuts.map((shortcut) => (
                      <Kbd key={shortcut}>{showShortcut(shortcut)}</Kbd>
                    ))}
                  </dd>
                </div>
              ))}
          </dl>
        </section>
      ))}
      <h3 className="help-title">By hand</h3>
      <dl className="help-list">
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
