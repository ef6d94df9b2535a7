/** Which panels are open; remembered in this browser, except on narrow screens, which start with none. */
import { useCallback, useState, useSyncExternalStore } from 'react';

export type LeftTab = 'nodes' | 'versions' | 'runs' | 'outline';
export interface PanelState {
  left: LeftTab | null;
  inspector: boolean;
  dock: boolean;
  minimap: boolean;
  dockHeight: number;
  leftWidth: number;
  rightWidth: number;
}

export type PanelPatch = Partial<PanelState> | ((now: PanelState) => Partial<PanelState>);

const STORAGE_KEY = 'weft.editor.panels';
const WIDE: PanelState = {
  left: 'nodes',
  inspector: true,
  dock: true,
  minimap: true,
  dockHeight: 252,
  leftWidth: 228,
  rightWidth: 304,
};
const NARROW: PanelState = {
  left: null,
  inspector: true,
  dock: false,
  minimap: false,
  dockHeight: 320,
  leftWidth: 228,
  rightWidth: 304,
};
const narrowScreen = window.matchMedia('(max-width: 820px)');

function remembered(): PanelState {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? '{}');
    return { ...WIDE, ...(stored as Partial<PanelState>) };
  } catch {
    return WIDE;
  }
}

export function useNarrow(): boolean {
  return useSyncExternalStore(
    (changed) => {
      narrowScreen.addEventListener('change', changed);
      return () => {
        narrowScreen.removeEventListener('change', changed);
      };
    },
    () => narrowScreen.matches,
  );
}

export function usePanels() {
  const narrow = useNarrow();
  const [wide, setWide] = useState(remembered);
  const [small, setSmall] = useState(NARROW);
  const set = useCallback(
    (patch: PanelPatch) => {
      const patched = (before: PanelState) => ({
        ...before,
        ...(typeof patch === 'function' ? patch(before) : patch),
      });
      if (narrow) {
        setSmall(patched);
        return;
      }
      setWide((before) => {
        const after = patched(before);
        localStorage.setItem(STORAGE_KEY, JSON.stringify(after));
        return after;
      });
    },
    [narrow],
  );
  return { narrow, panels: narrow ? small : wide, set };
}
