/** Selecting a group's frame: by a click on its title bar, or by moving the focus to it. */
import { type FocusEvent, type MouseEvent as ReactMouseEvent, useCallback, useMemo } from 'react';
import { isGroup } from '../graph/annotations';
import { useEditorStore } from '../store/editor';
import type { CanvasNode } from './flowElements';

export function useFrameSelect() {
  const store = useEditorStore();
  const onNodeClick = useCallback(
    (event: ReactMouseEvent, { id }: CanvasNode) => {
      if (!isGroup(id)) return;
      const { select, selectedNodes, selectedWires, selectedNotes } = store.getState();
      if (!event.ctrlKey && !event.metaKey && !event.shiftKey) {
        select([], [], [id]);
        return;
      }
      const notes = new Set(selectedNotes);
      if (!notes.delete(id)) notes.add(id);
      select(selectedNodes, selectedWires, notes);
    },
    [store],
  );
  const onFocus = useCallback(
    ({ target }: FocusEvent) => {
      const id = target.matches('.react-flow__node') ? target.getAttribute('data-id') : null;
      const { select, selectedNotes } = store.getState();
      if (id && isGroup(id) && !selectedNotes.has(id)) select([], [], [id]);
    },
    [store],
  );
  return useMemo(() => ({ onNodeClick, onFocus }), [onNodeClick, onFocus]);
}
