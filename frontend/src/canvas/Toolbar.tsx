import './Toolbar.css';
import { Map as MapIcon } from 'lucide-react';
import { arrange } from '../commands/arrange';
import type { Command } from '../commands/command';
import { fit } from '../commands/fit';
import { resetCanvas } from '../commands/resetCanvas';
import { useCommand } from '../commands/scene';
import { zoomIn } from '../commands/zoomIn';
import { zoomOut } from '../commands/zoomOut';
import { Tooltip } from '../ui/Tooltip';

const TOOLS = [zoomIn, zoomOut, fit, arrange, resetCanvas];

function Tool({ command }: { command: Command }) {
  const { hint, enabled, perform } = useCommand(command);
  const Icon = command.icon;
  return (
    <Tooltip text={hint} side="right">
      <button
        type="button"
        aria-label={command.label}
        disabled={!enabled}
        onClick={perform}
        data-testid={`tool-${command.id}`}
      >
        <Icon aria-hidden />
      </button>
    </Tooltip>
  );
}

interface ToolbarProps {
  minimap: boolean;
  onMinimap: (shown: boolean) => void;
}

/** The tools at the canvas's left edge. */
export function Toolbar({ minimap, onMinimap }: ToolbarProps) {
  return (
    <div className="canvas-tools" role="toolbar" aria-label="Canvas" aria-orientation="vertical">
      {TOOLS.map((command) => (
        <Tool key={command.id} command={command} />
      ))}
      <Tooltip text={minimap ? 'Hide the minimap' : 'Show the minimap'} side="right">
        <button
          type="button"
          aria-label="Minimap"
          aria-pressed={minimap}
          onClick={() => {
            onMinimap(!minimap);
          }}
        >
          <MapIcon aria-hidden />
        </button>
      </Tooltip>
    </div>
  );
}
