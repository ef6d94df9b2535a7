import { ArrowLeft, CircleCheck, Ellipsis, TriangleAlert } from 'lucide-react';
import { Fragment } from 'react';
import { Link } from 'react-router';
import type { Workflow } from '../../api/types';
import { useAllCommands } from '../../commands/allCommands';
import type { Command } from '../../commands/command';
import { redo } from '../../commands/redo';
import { saveVersion } from '../../commands/saveVersion';
import { useCommand, useScene } from '../../commands/scene';
import { showShortcut } from '../../commands/shortcuts';
import { undo } from '../../commands/undo';
import { updateWorkflow } from '../../commands/updateWorkflow';
import { ProblemList } from '../../panels/ProblemList';
import { useEditor } from '../../store/editor';
import { Button, IconButton } from '../../ui/Button';
import { Chip } from '../../ui/Chip';
import { count } from '../../ui/format';
import { Menu, MenuItem, MenuLabel } from '../../ui/Menu';
import { Popover } from '../../ui/Popover';
import { RunButton } from './RunButton';
import { SaveWords } from './SaveWords';
import { WorkflowName } from './WorkflowName';

function CommandIcon({ command }: { command: Command }) {
  const { hint, enabled, perform } = useCommand(command);
  return (
    <IconButton
      size="small"
      className="wide-only"
      label={hint}
      disabled={!enabled}
      onClick={perform}
      data-testid={command.id}
    >
      <command.icon aria-hidden />
    </IconButton>
  );
}

function CommandButton({
  command,
  label,
  primary,
}: {
  command: Command;
  label?: string;
  primary?: boolean;
}) {
  const { hint, enabled, perform } = useCommand(command);
  return (
    <Button
      size="small"
      className={primary ? '' : 'wide-only'}
      look={primary ? 'primary' : 'plain'}
      title={hint}
      disabled={!enabled}
      onClick={perform}
      data-testid={command.id}
    >
      {label ?? command.label}
    </Button>
  );
}

function Problems() {
  const number = useEditor((state) => (state.viewing ? 0 : state.problems.length));
  if (number === 0) {
    return (
      <Chip tone="plain" className="wide-only" data-testid="problems">
        <CircleCheck aria-hidden width={12} height={12} /> No problems
      </Chip>
    );
  }
  return (
    <Popover
      role="dialog"
      className="popover"
      trigger={
        <button type="button" className="chip warn problems-chip" data-testid="problems">
          <TriangleAlert aria-hidden width={12} height={12} />
          {count(number, 'problem')}
        </button>
      }
    >
      {(close) => (
        <>
          <h2>What keeps this from running</h2>
          <ProblemList node={null} onChosen={close} />
        </>
      )}
    </Popover>
  );
}

/** Every command but those that have their place elsewhere: Run in the bar, aligning beside the selection. */
function MoreMenu() {
  const scene = useScene();
  const all = useAllCommands();
  const isElsewhere = ({ id }: Command) =>
    id === 'run' || all?.ALIGNMENTS.some((other) => other.id === id);
  return (
    <Menu
      trigger={
        <IconButton size="small" label="All commands">
          <Ellipsis aria-hidden />
        </IconButton>
      }
    >
      {all?.SECTIONS.map(({ title, commands }) => (
        <Fragment key={title}>
          <MenuLabel>{title}</MenuLabel>
          {commands
            .filter((command) => !isElsewhere(command))
            .map((command) => (
              <MenuItem
                key={command.id}
                icon={<command.icon aria-hidden />}
                shortcut={showShortcut(command.shortcuts[0] ?? '')}
                disabled={!command.enabled(scene)}
                onSelect={() => void command.perform(scene)}
              >
                {command.label}
              </MenuItem>
            ))}
        </Fragment>
      ))}
    </Menu>
  );
}

interface TopBarProps {
  workflow: Workflow | undefined;
  onRetrySave: () => void;
}

export function TopBar({ workflow, onRetrySave }: TopBarProps) {
  const ref = useEditor((state) => state.workflow);
  const basedOn = useEditor((state) => state.basedOn);
  const base = workflow?.versions.find((version) => version.id === basedOn);
  const isNew = workflow?.versions.length === 0;
  return (
    <header className="editor-bar">
      <Link
        className="btn quiet small icon-only"
        to={`/apps/${ref.user}/${ref.app}/workflows/${ref.workflow}`}
        aria-label="Back to the workflow"
        title="Back to the workflow"
      >
        <ArrowLeft aria-hidden />
      </Link>
      <span className="app-name faint wide-only">{workflow?.app_name} /</span>
      <WorkflowName workflow={workflow} />
      <Chip className="wide-only">{base ? `Draft of v${base.number}` : 'Draft'}</Chip>
      <SaveWords onRetry={onRetrySave} />
      <span className="spread" />
      <CommandIcon command={undo} />
      <CommandIcon command={redo} />
      <Problems />
      <RunButton />
      {!isNew && <CommandButton command={saveVersion} />}
      {isNew ? (
        <CommandButton command={saveVersion} label="Save workflow" primary />
      ) : (
        <CommandButton command={updateWorkflow} primary />
      )}
      <MoreMenu />
    </header>
  );
}
