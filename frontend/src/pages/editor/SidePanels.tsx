import { Dock } from '../../panels/Dock';
import { Inspector } from '../../panels/Inspector';
import { Palette } from '../../panels/Palette';
import { lazily } from '../../ui/lazily';
import { PanelGrip } from './PanelGrip';
import type { PanelState } from './panelState';

/** What the rail opens besides the palette comes after the first paint. */
const OPENING = { fallback: <p className="panel panel-empty">Opening</p> };
const Outline = lazily(async () => (await import('../../panels/Outline')).Outline, OPENING);
const RunsPanel = lazily(async () => (await import('../../panels/RunsPanel')).RunsPanel, OPENING);
const VersionsPanel = lazily(
  async () => (await import('../../panels/VersionsPanel')).VersionsPanel,
  OPENING,
);

const SIDE = { least: 180, most: 480 };
const DOCK_LEAST = 120;
/** what the canvas keeps when the viewer is drawn up */
const ABOVE_DOCK = 220;

interface PanelProps {
  panels: PanelState;
  narrow: boolean;
  set: (patch: Partial<PanelState>) => void;
}

/** Nodes, versions, runs or outline. On a phone it covers the canvas, and choosing closes it. */
export function LeftPanel({ panels, narrow, set }: PanelProps) {
  if (!panels.left) return null;
  const close = () => {
    if (narrow) set({ left: null });
  };
  return (
    <aside
      className="editor-left"
      style={narrow ? undefined : { width: panels.leftWidth }}
      onClick={panels.left === 'outline' ? close : undefined}
    >
      {panels.left === 'nodes' && <Palette onAdded={close} />}
      {panels.left === 'versions' && <VersionsPanel onChosen={close} />}
      {panels.left === 'runs' && <RunsPanel onChosen={close} />}
      {panels.left === 'outline' && <Outline />}
      {!narrow && (
        <PanelGrip
          edge="right"
          label="Width of the left panel"
          size={panels.leftWidth}
          {...SIDE}
          onSize={(leftWidth) => {
            set({ leftWidth });
          }}
        />
      )}
    </aside>
  );
}

export function RightPanel({ panels, set }: Omit<PanelProps, 'narrow'>) {
  return (
    <aside className="editor-right" style={{ width: panels.rightWidth }}>
      <PanelGrip
        edge="left"
        label="Width of the inspector"
        size={panels.rightWidth}
        {...SIDE}
        onSize={(rightWidth) => {
          set({ rightWidth });
        }}
      />
      <Inspector />
    </aside>
  );
}

export function DockPanel({ panels, narrow, set }: PanelProps) {
  return (
    <div className="editor-dock">
      {panels.dock && !narrow && (
        <PanelGrip
          edge="top"
          label="Height of the viewer"
          size={panels.dockHeight}
          least={DOCK_LEAST}
          most={window.innerHeight - ABOVE_DOCK}
          onSize={(dockHeight) => {
            set({ dockHeight });
          }}
        />
      )}
      <Dock
        open={panels.dock}
        onOpen={(dock) => {
          set({ dock });
        }}
      />
    </div>
  );
}
