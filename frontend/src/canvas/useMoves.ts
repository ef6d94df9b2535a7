/** Puts React Flow's moves, selections and measures where they belong. */
import type { EdgeChange, NodeChange } from '@xyflow/react';
import { useCallback, useState } from 'react';
import { moveNodes, type Point } from '../graph/document';
import type { Size } from '../graph/layout';
import { useEditorStore } from '../store/editor';
import type { WireEdge } from './FlowEdge';
import type { CanvasNode } from './flowElements';

function toggled(
  before: ReadonlySet<string>,
  changes: { id: string; selected: boolean }[],
): Set<string> {
  const after = new Set(before);
  for (const { id, selected } of changes) {
    if (selected) after.add(id);
    else after.delete(id);
  }
  return after;
}

type Select = Extract<NodeChange, { type: 'select' }>;
const isSelect = (change: { type: string }): change is Select => change.type === 'select';

/** A drag moves inside its gesture; arrow keys move as a step of their own, quick ones together. */
export function useMoves() {
  const store = useEditorStore();
  const [measured, setMeasured] = useState<ReadonlyMap<string, Size>>(() => new Map());

  const onNodesChange = useCallback(
    (changes: NodeChange<CanvasNode>[]) => {
      const places: Record<string, Point> = {};
      const sizes = new Map<string, Size>();
      for (const change of changes) {
        if (change.type === 'position' && change.position) places[change.id] = change.position;
        if (change.type === 'dimensions' && change.dimensions)
          sizes.set(change.id, change.dimensions);
      }
      if (sizes.size > 0) setMeasured((before) => new Map([...before, ...sizes]));
      const state = store.getState();
      const moved = Object.keys(places);
      if (moved.length > 0 && state.gesture) state.moveInGesture(places);
      else if (
        moved.length > 0 &&
        changes.every((change) => change.type !== 'position' || !change.dragging)
      ) {
        state.change(
          ({ graph, layout }) => ({ graph, layout: moveNodes(layout, places) }),
          `move:${moved.sort().join()}`,
        );
      }
      const selects = changes.filter(isSelect);
      if (selects.length > 0)
        state.select(toggled(state.selectedNodes, selects), state.selectedWires);
    },
    [store],
  );

  const onEdgesChange = useCallback(
    (changes: EdgeChange<WireEdge>[]) => {
      const selects = changes.filter(isSelect);
      const state = store.getState();
      if (selects.length > 0)
        state.select(state.selectedNodes, toggled(state.selectedWires, selects));
    },
    [store],
  );

  const onDragStart = useCallback(() => {
    store.getState().beginGesture();
  }, [store]);
  const onDragStop = useCallback(() => {
    store.getState().endGesture();
  }, [store]);
  return { measured, onNodesChange, onEdgesChange, onDragStart, onDragStop };
}
