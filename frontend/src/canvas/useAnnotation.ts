/** Changing one note or group in place: quick edits are one undo step, a drag of its corner is another. */
import { useReactFlow } from '@xyflow/react';
import { type KeyboardEvent, type PointerEvent, useCallback, useRef } from 'react';
import { LEAST_SIZE, setAnnotation } from '../graph/annotations';
import type { WorkflowDocument } from '../graph/document';
import type { Size } from '../graph/layout';
import { useEditorStore } from '../store/editor';

const KEY_STEP = 20;

const clamped = ({ width, height }: Size): Size => ({
  width: Math.max(LEAST_SIZE.width, Math.round(width)),
  height: Math.max(LEAST_SIZE.height, Math.round(height)),
});

export function useAnnotation(id: string, size: Size) {
  const editor = useEditorStore();
  const { getZoom } = useReactFlow();
  const start = useRef<{ x: number; y: number; size: Size } | null>(null);

  const edit = useCallback(
    (patch: { text?: string; title?: string }) => {
      editor
        .getState()
        .change(
          ({ graph, layout }) => ({ graph, layout: setAnnotation(layout, id, patch) }),
          `edit:${id}`,
        );
    },
    [editor, id],
  );
  const resized =
    (next: Size) =>
    ({ graph, layout }: WorkflowDocument) => ({
      graph,
      layout: setAnnotation(layout, id, clamped(next)),
    });
  const grip = {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      event.currentTarget.setPointerCapture(event.pointerId);
      start.current = { x: event.clientX, y: event.clientY, size };
      editor.getState().beginGesture();
    },
    onPointerMove: (event: PointerEvent) => {
      const from = start.current;
      if (!from) return;
      const zoom = getZoom();
      const width = from.size.width + (event.clientX - from.x) / zoom;
      const height = from.size.height + (event.clientY - from.y) / zoom;
      editor.getState().changeInGesture(resized({ width, height }));
    },
    onLostPointerCapture: () => {
      start.current = null;
      editor.getState().endGesture();
    },
    onKeyDown: (event: KeyboardEvent) => {
      const steps: Record<string, [number, number]> = {
        ArrowRight: [KEY_STEP, 0],
        ArrowLeft: [-KEY_STEP, 0],
        ArrowDown: [0, KEY_STEP],
        ArrowUp: [0, -KEY_STEP],
      };
      const step = steps[event.key];
      if (!step) return;
      event.preventDefault();
      event.stopPropagation();
      const next = { width: size.width + step[0], height: size.height + step[1] };
      editor.getState().change(resized(next), `size:${id}`);
    },
  };
  return { edit, grip };
}
