import type { Command } from '../../commands/command';
import { rerunFailed } from '../../commands/rerunFailed';
import { run } from '../../commands/run';
import { runToHere } from '../../commands/runToHere';
import { useScene } from '../../commands/scene';
import { showShortcut } from '../../commands/shortcuts';
import { stopRun } from '../../commands/stopRun';
import { IN, nodeName } from '../../graph/ports';
import { RunInputTray } from '../../panels/RunInputTray';
import { useEditor } from '../../store/editor';

/** "Run to Crop": what the selection is called. */
function useSelectionName(): string | null {
  return useEditor(({ selectedNodes, document, catalogue }) => {
    const chosen = [...selectedNodes].filter((id) => id !== IN);
    const [first] = chosen;
    if (!first) return null;
    if (chosen.length > 1) return `${chosen.length} nodes`;
    return nodeName(document.graph, catalogue, first, document.layout);
  });
}

const WAYS: readonly { command: Command; key?: string }[] = [
  { command: run },
  { command: runToHere },
  { command: rerunFailed },
  { command: stopRun, key: 'Escape' },
];

/** Every way to run, and what to run on. */
export function RunMenu({ onChosen }: { onChosen: () => void }) {
  const scene = useScene();
  const selection = useSelectionName();
  const labelOf = (command: Command) => {
    if (command === run) return 'Run all nodes';
    return command === runToHere && selection ? `Run to ${selection}` : command.label;
  };
  return (
    <>
      <ul className="run-ways">
        {WAYS.map(({ command, key = command.shortcuts[0] ?? '' }) => (
          <li key={command.id}>
            <button
              type="button"
              className="menu-item"
              disabled={!command.enabled(scene)}
              data-testid={`run-menu-${command.id}`}
              onClick={() => {
                onChosen();
                void command.perform(scene);
              }}
            >
              <command.icon aria-hidden />
              <span className="spread">{labelOf(command)}</span>
              {key && <span className="menu-shortcut">{showShortcut(key)}</span>}
            </button>
          </li>
        ))}
      </ul>
      <h2>Run on</h2>
      <RunInputTray onChosen={onChosen} />
    </>
  );
}
