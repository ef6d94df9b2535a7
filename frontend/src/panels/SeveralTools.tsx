import './SeveralTools.css';
import { ALIGNMENTS } from '../commands/all';
import type { Command } from '../commands/command';
import { groupSelection } from '../commands/groupSelection';
import { useCommand } from '../commands/scene';
import { Button, IconButton } from '../ui/Button';

function Tool({ command }: { command: Command }) {
  const { hint, enabled, perform } = useCommand(command);
  return (
    <IconButton
      size="small"
      label={hint}
      disabled={!enabled}
      onClick={perform}
      data-testid={command.id}
    >
      <command.icon aria-hidden />
    </IconButton>
  );
}

/** What can be done with several nodes at once. */
export function SeveralTools() {
  const group = useCommand(groupSelection);
  return (
    <>
      <h3>Line up</h3>
      <div className="several-tools" role="toolbar" aria-label="Line up">
        {ALIGNMENTS.map((command) => (
          <Tool key={command.id} command={command} />
        ))}
      </div>
      <Button size="small" title={group.hint} disabled={!group.enabled} onClick={group.perform}>
        <groupSelection.icon aria-hidden /> {groupSelection.label}
      </Button>
    </>
  );
}
