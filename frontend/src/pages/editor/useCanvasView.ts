import { useReactFlow, useStoreApi } from '@xyflow/react';
import { useMemo } from 'react';
import { FIT_OPTIONS } from '../../canvas/fitOptions';
import { viewOf } from '../../canvas/measureView';
import type { CanvasView } from '../../commands/command';
import type { EditorStore } from '../../store/editor';

const STEP_MS = 180;

/** No gliding for those who asked for less motion. */
function duration(): number {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : STEP_MS;
}

const MARGIN = 24;

/** How far to move a span so that it lies within another; 0 when it does. */
function into(start: number, end: number, least: number, most: number): number {
  if (start < least + MARGIN) return least + MARGIN - start;
  return end > most - MARGIN ? most - MARGIN - end : 0;
}

/** What commands may do with the view, put on top of React Flow. */
export function useCanvasView(editor: EditorStore): CanvasView {
  const flow = useReactFlow();
  const store = useStoreApi();
  return useMemo(() => {
    const nextFrame = (act: () => void) => {
      requestAnimationFrame(() => requestAnimationFrame(act));
    };
    const elementOf = (id: string) =>
      store
        .getState()
        .domNode?.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`);
    const pan = (id: string) => {
      const box = elementOf(id)?.getBoundingClientRect();
      const area = store.getState().domNode?.getBoundingClientRect();
      if (!box || !area) return;
      const dx = into(box.left, box.right, area.left, area.right);
      const dy = into(box.top, box.bottom, area.top, area.bottom);
      const { x, y, zoom } = flow.getViewport();
      if (dx !== 0 || dy !== 0)
        void flow.setViewport({ x: x + dx, y: y + dy, zoom }, { duration: duration() });
    };
    return {
      fit: (glide = true) => {
        nextFrame(() => {
          const shown = viewOf(flow, flow.getNodes(), store.getState().domNode);
          if (shown) void flow.setViewport(shown, { duration: glide ? duration() : 0 });
        });
      },
      zoomIn: () => void flow.zoomIn({ duration: duration() }),
      zoomOut: () => void flow.zoomOut({ duration: duration() }),
      reset: () => void flow.setViewport({ x: 64, y: 64, zoom: 1 }, { duration: duration() }),
      toGraph: (screen) => flow.screenToFlowPosition(screen),
      centre: () => {
        const box = store.getState().domNode?.getBoundingClientRect();
        const [x, y] = box ? [box.left + box.width / 2, box.top + box.height / 2] : [0, 0];
        return flow.screenToFlowPosition({ x, y });
      },
      sizes: () =>
        new Map(
          flow.getNodes().flatMap((node) => {
            const { width, height } = node.measured ?? {};
            return width && height ? [[node.id, { width, height }] as const] : [];
          }),
        ),
      fitTo: (ids) => {
        void flow.fitView({
          ...FIT_OPTIONS,
          nodes: ids.map((id) => ({ id })),
          duration: duration(),
        });
      },
      focusField: (id) => {
        nextFrame(() => {
          pan(id);
          elementOf(id)?.querySelector<HTMLElement>('textarea, input')?.focus();
        });
      },
      placeOf: (id) => {
        const box = elementOf(id)?.getBoundingClientRect();
        return box ? { x: box.left + 24, y: box.top + 40 } : null;
      },
      reveal: (id) => {
        nextFrame(() => {
          pan(id);
        });
      },
      focusNode: (id) => {
        editor.getState().select([id]);
        nextFrame(() => {
          elementOf(id)?.focus({ preventScroll: true });
          pan(id);
        });
      },
    };
  }, [editor, flow, store]);
}
