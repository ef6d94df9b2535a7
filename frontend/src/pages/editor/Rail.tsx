import {
  GitCommitVertical,
  History,
  LayoutGrid,
  List,
  PanelRight,
  SquareTerminal,
} from 'lucide-react';
import { Tooltip } from '../../ui/Tooltip';
import type { LeftTab, PanelState } from './panelState';

const TABS: { id: LeftTab; label: string; icon: typeof List }[] = [
  { id: 'nodes', label: 'Nodes', icon: LayoutGrid },
  { id: 'versions', label: 'Versions', icon: GitCommitVertical },
  { id: 'runs', label: 'Runs', icon: History },
  { id: 'outline', label: 'Outline', icon: List },
];

interface RailProps {
  panels: PanelState;
  narrow: boolean;
  set: (patch: Partial<PanelState>) => void;
}

/** Opens and closes the panels. On a phone it lies at the bottom, with words. */
export function Rail({ panels, narrow, set }: RailProps) {
  const side = narrow ? 'top' : 'right';
  return (
    <nav className="rail" aria-label="Panels">
      {TABS.map(({ id, label, icon: Icon }) => (
        <Tooltip key={id} text={label} side={side}>
          <button
            type="button"
            aria-pressed={panels.left === id}
            aria-label={label}
            data-testid={`rail-${id}`}
            onClick={() => {
              set({ left: panels.left === id ? null : id });
            }}
          >
            <Icon aria-hidden />
            {narrow && <small>{label}</small>}
          </button>
        </Tooltip>
      ))}
      <span className="spread" />
      <Tooltip text="Viewer" side={side}>
        <button
          type="button"
          aria-pressed={panels.dock}
          aria-label="Viewer"
          onClick={() => {
            set({ dock: !panels.dock });
          }}
        >
          <SquareTerminal aria-hidden />
          {narrow && <small>Viewer</small>}
        </button>
      </Tooltip>
      {!narrow && (
        <Tooltip text="Inspector" side={side}>
          <button
            type="button"
            aria-pressed={panels.inspector}
            aria-label="Inspector"
            onClick={() => {
              set({ inspector: !panels.inspector });
            }}
          >
            <PanelRight aria-hidden />
          </button>
        </Tooltip>
      )}
    </nav>
  );
}
