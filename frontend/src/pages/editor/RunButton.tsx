import { ChevronDown, Pin, Play, Square } from 'lucide-react';
import { run as runCommand } from '../../commands/run';
import { useCommand } from '../../commands/scene';
import { showShortcut } from '../../commands/shortcuts';
import { stopRun } from '../../commands/stopRun';
import { shownRun, useEditor } from '../../store/editor';
import { isRunning } from '../../store/fold';
import { usePinsOnShow } from '../../store/pins';
import { useRunStore } from '../../store/run';
import { Button } from '../../ui/Button';
import { Kbd } from '../../ui/Kbd';
import { lazily } from '../../ui/lazily';
import { Popover } from '../../ui/Popover';

const RunMenu = lazily(async () => (await import('./RunMenu')).RunMenu);

/** How many outputs stand in for their nodes; pressing it selects these. */
function PinCount() {
  const pins = usePinsOnShow();
  const select = useEditor((state) => state.select);
  if (pins.size === 0) return null;
  return (
    <button
      type="button"
      className="chip run pin-count"
      title="Pinned outputs stand in for their nodes on this canvas, never in versions or API runs"
      data-testid="pin-count"
      onClick={() => {
        select(pins.keys());
      }}
    >
      <Pin aria-hidden width={12} height={12} /> {pins.size} pinned
    </button>
  );
}

/** The files may take a while to arrive. */
function startingWords(sent: number | null): string {
  return sent === null ? 'Starting' : `Sending ${Math.round(sent * 100)} %`;
}

/** Run what is on the canvas, all or in part, on which input, and stop it. */
export function RunButton() {
  const { hint, enabled, perform } = useCommand(runCommand);
  const stop = useCommand(stopRun);
  const shown = useEditor(shownRun);
  const running = useRunStore((store) => isRunning(shown ? store.entries[shown]?.run : undefined));
  const starting = useEditor((state) => state.starting !== false);
  const sent = useEditor((state) => state.sent);
  const [shortcut = ''] = runCommand.shortcuts;
  return (
    <>
      <PinCount />
      <div className="run-button">
        {running && !starting ? (
          <Button
            size="small"
            title="Stop the run (Esc)"
            onClick={stop.perform}
            data-testid="stop-run"
          >
            <Square aria-hidden /> Stop
          </Button>
        ) : (
          <Button
            size="small"
            disabled={!enabled || starting}
            title={hint}
            onClick={perform}
            data-testid="run"
          >
            <Play aria-hidden /> {starting ? startingWords(sent) : 'Run'}
            <span className="run-key">
              <Kbd>{showShortcut(shortcut)}</Kbd>
            </span>
          </Button>
        )}
        <Popover
          role="dialog"
          className="popover"
          trigger={
            <Button
              size="small"
              className="run-choose"
              aria-label="Ways to run"
              title="Ways to run, and on what"
              data-testid="run-menu"
            >
              <ChevronDown aria-hidden />
            </Button>
          }
        >
          {(close) => <RunMenu onChosen={close} />}
        </Popover>
      </div>
    </>
  );
}
