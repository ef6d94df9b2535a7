/** Dragging nodes: one undo step, and a node without wires that is let go on a wire goes into it. */
import { useCallback, useMemo } from 'react';
import { useScene } from '../commands/scene';
import { insertLoose } from '../graph/insert';
import { type Wire, wiresOf } from '../graph/ports';
import type { CanvasNode } from './flowElements';
import { wireAt } from './wireAt';

interface At {
  clientX: number;
  clientY: number;
}

function pointOf(event: MouseEvent | TouchEvent): At {
  if (!('changedTouches' in event)) return event;
  return event.changedTouches[0] ?? { clientX: 0, clientY: 0 };
}

export function useNodeDrag() {
  const { editor, gesture } = useScene();

  /** The wire under the pointer, when this node could go into it. */
  const wireFor = useCallback(
    (event: MouseEvent | TouchEvent, dragged: readonly CanvasNode[]): Wire | null => {
      const [only] = dragged;
      if (!only || dragged.length > 1 || only.type !== 'card') return null;
      const { clientX, clientY } = pointOf(event);
      const id = wireAt(clientX, clientY);
      const { catalogue, document } = editor.getState();
      const wire = id && wiresOf(document.graph).find((each) => each.id === id);
      return wire && insertLoose(document, catalogue, only.id, wire) ? wire : null;
    },
    [editor],
  );

  const onNodeDragStart = useCallback(() => {
    editor.getState().beginGesture();
  }, [editor]);
  const onNodeDrag = useCallback(
    (event: MouseEvent | TouchEvent, _node: CanvasNode, dragged: CanvasNode[]) => {
      const next = wireFor(event, dragged)?.id ?? null;
      const { overWire, hoverWire } = gesture.getState();
      if (next !== overWire) hoverWire(next);
    },
    [gesture, wireFor],
  );
  const onNodeDragStop = useCallback(
    (event: MouseEvent | TouchEvent, node: CanvasNode, dragged: CanvasNode[]) => {
      const wire = wireFor(event, dragged);
      const { hoverWire, guide } = gesture.getState();
      hoverWire(null);
      guide([]);
      const { catalogue, endGesture } = editor.getState();
      endGesture((now) => (wire && insertLoose(now, catalogue, node.id, wire)) ?? now);
    },
    [editor, gesture, wireFor],
  );
  const onSelectionDragStop = useCallback(() => {
    gesture.getState().guide([]);
    editor.getState().endGesture();
  }, [editor, gesture]);

  return useMemo(
    () => ({
      onNodeDragStart,
      onNodeDrag,
      onNodeDragStop,
      onSelectionDragStart: onNodeDragStart,
      onSelectionDragStop,
    }),
    [onNodeDragStart, onNodeDrag, onNodeDragStop, onSelectionDragStop],
  );
}
