import { ChevronDown, Play, Square } from 'lucide-react';
import { run as runCommand } from '../../commands/run';
import { useCommand } from '../../commands/scene';
import { showShortcut } from '../../commands/shortcuts';
import { RunInputTray } from '../../panels/RunInputTray';
import { shownRun, useEditor } from '../../store/editor';
import { hasEnded } from '../../store/fold';
import { stopRun, useRun } from '../../store/run';
import { Button } from '../../ui/Button';
import { Kbd } from '../../ui/Kbd';
import { Popover } from '../../ui/Popover';

/** Run what is on the canvas, on which input, and stop it. */
export function RunButton() {
  const { hint, enabled, perform } = useCommand(runCommand);
  const run = useRun(useEditor(shownRun));
  const starting = useEditor((state) => state.starting);
  const running = run !== undefined && !hasEnded(run.status);
  const [shortcut = ''] = runCommand.shortcuts;
  return (
    <div className="run-button">
      {running && !starting ? (
        <Button size="small" onClick={() => void stopRun(run.id)} data-testid="stop-run">
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
          <Play aria-hidden /> {starting ? 'Starting' : 'Run'}
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
            aria-label="Choose the input"
            title="Choose the input"
          >
            <ChevronDown aria-hidden />
          </Button>
        }
      >
        {(close) => (
          <>
            <h2>Run on</h2>
            <RunInputTray onChosen={close} />
          </>
        )}
      </Popover>
    </div>
  );
}
