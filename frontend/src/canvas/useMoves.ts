/** Puts React Flow's moves, selections and measures where they belong. */
import { type EdgeChange, type NodeChange, useStoreApi } from '@xyflow/react';
import { useCallback, useState } from 'react';
import { boxesOf, inside, isAnnotation, isGroup, moveAll } from '../graph/annotations';
import type { Point, WorkflowDocument } from '../graph/document';
import type { Size } from '../graph/layout';
import { boundsOf, snap } from '../graph/snap';
import { useEditorStore } from '../store/editor';
import { useGestureStore } from '../store/gesture';
import type { WireEdge } from './FlowEdge';
import type { CanvasNode } from './flowElements';

const SNAP_PIXELS = 6;

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

type Places = Record<string, Point>;
type Sizes = ReadonlyMap<string, Size>;

/** The places, shifted so that they line up with what stays, and the lines to show. */
function lineUp(base: WorkflowDocument, places: Places, sizes: Sizes, within: number) {
  const boxes = boxesOf(base, sizes);
  const moving = Object.entries(places).flatMap(([id, place]) => {
    const box = boxes.get(id);
    return box ? [{ ...box, ...place }] : [];
  });
  const bounds = boundsOf(moving);
  if (!bounds) return { places, guides: [] };
  const carried = new Set(
    Object.keys(places).flatMap((id) => {
      const frame = isGroup(id) ? boxes.get(id) : undefined;
      return frame ? inside(boxes, frame) : [];
    }),
  );
  const others = [...boxes].filter(([id]) => !(id in places) && !carried.has(id));
  const { dx, dy, guides } = snap(
    bounds,
    others.map(([, box]) => box),
    within,
  );
  const shifted = Object.fromEntries(
    Object.entries(places).map(([id, { x, y }]) => [id, { x: x + dx, y: y + dy }]),
  );
  return { places: shifted, guides };
}

/** A drag moves inside its gesture; arrow keys move as a step of their own, quick ones together. */
export function useMoves() {
  const store = useEditorStore();
  const gestures = useGestureStore();
  const flow = useStoreApi();
  const [measured, setMeasured] = useState<Sizes>(() => new Map());

  const onNodesChange = useCallback(
    (changes: NodeChange<CanvasNode>[]) => {
      const wanted: Places = {};
      const found = new Map<string, Size>();
      for (const change of changes) {
        if (change.type === 'position' && change.position) wanted[change.id] = change.position;
        if (change.type === 'dimensions' && change.dimensions)
          found.set(change.id, change.dimensions);
      }
      if (found.size > 0) setMeasured((before) => new Map([...before, ...found]));
      const state = store.getState();
      const moved = Object.keys(wanted);
      const { gesture: base } = state;
      if (moved.length > 0 && base) {
        const { snapping, guide } = gestures.getState();
        const zoom = flow.getState().transform[2];
        const within = snapping ? SNAP_PIXELS / zoom : -1;
        const { places, guides } = lineUp(base, wanted, measured, within);
        guide(guides);
        state.changeInGesture((now) => moveAll(now, base, places, measured));
      } else if (
        moved.length > 0 &&
        changes.every((change) => change.type !== 'position' || !change.dragging)
      ) {
        state.change((now) => moveAll(now, now, wanted, measured), `move:${moved.sort().join()}`);
      }
      const selects = changes.filter(isSelect);
      if (selects.length > 0)
        state.select(
          toggled(
            state.selectedNodes,
            selects.filter(({ id }) => !isAnnotation(id)),
          ),
          state.selectedWires,
          toggled(
            state.selectedNotes,
            selects.filter(({ id }) => isAnnotation(id)),
          ),
        );
    },
    [store, gestures, flow, measured],
  );

  const onEdgesChange = useCallback(
    (changes: EdgeChange<WireEdge>[]) => {
      const selects = changes.filter(isSelect);
      const state = store.getState();
      if (selects.length > 0)
        state.select(
          state.selectedNodes,
          toggled(state.selectedWires, selects),
          state.selectedNotes,
        );
    },
    [store],
  );
  return { measured, onNodesChange, onEdgesChange };
}
