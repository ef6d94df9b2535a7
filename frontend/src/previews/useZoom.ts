import {
  type KeyboardEvent,
  type PointerEvent,
  useCallback,
  useEffect,
  useRef,
  useState,
} from 'react';
import { FIT, PAN_STEP, pan, ZOOM_STEP, type Zoom, zoomAt } from './zoom';

const WHEEL_SPEED = 0.0016;

const ARROWS: Record<string, readonly [number, number]> = {
  ArrowLeft: [PAN_STEP, 0],
  ArrowRight: [-PAN_STEP, 0],
  ArrowUp: [0, PAN_STEP],
  ArrowDown: [0, -PAN_STEP],
};

/** Wheel, drag, + and -, 0 and arrows on one element; the zoom itself is a value. */
export function useZoom() {
  const ref = useRef<HTMLDivElement>(null);
  const [zoom, setZoom] = useState<Zoom>(FIT);
  const frame = useCallback(() => {
    const { clientWidth: width = 0, clientHeight: height = 0 } = ref.current ?? {};
    return { width, height };
  }, []);
  const by = useCallback(
    (factor: number) => {
      const { width, height } = frame();
      setZoom((now) => zoomAt(now, factor, { x: width / 2, y: height / 2 }, { width, height }));
    },
    [frame],
  );
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    // React listens to the wheel passively, so the page would scroll along.
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const { left, top } = element.getBoundingClientRect();
      const point = { x: event.clientX - left, y: event.clientY - top };
      setZoom((now) => zoomAt(now, Math.exp(-event.deltaY * WHEEL_SPEED), point, frame()));
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => {
      element.removeEventListener('wheel', onWheel);
    };
  }, [frame]);
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    // A captured pointer would take the click from the buttons.
    const onTool = event.target instanceof Element && event.target.closest('button');
    if (zoom.scale > 1 && event.button === 0 && !onTool)
      event.currentTarget.setPointerCapture(event.pointerId);
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const { movementX, movementY } = event;
    setZoom((now) => pan(now, movementX, movementY, frame()));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = ARROWS[event.key];
    if (event.key === '+' || event.key === '=') by(ZOOM_STEP);
    else if (event.key === '-') by(1 / ZOOM_STEP);
    else if (event.key === '0') setZoom(FIT);
    else if (step && zoom.scale > 1) setZoom((now) => pan(now, ...step, frame()));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return {
    ref,
    zoom,
    zoomIn: () => {
      by(ZOOM_STEP);
    },
    zoomOut: () => {
      by(1 / ZOOM_STEP);
    },
    fit: () => {
      setZoom(FIT);
    },
    handlers: { onPointerDown, onPointerMove, onKeyDown },
  };
}
