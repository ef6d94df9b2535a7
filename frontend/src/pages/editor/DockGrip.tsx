import type { KeyboardEvent, PointerEvent } from 'react';

const LEAST = 120;
const KEY_STEP = 24;

function bounded(height: number): number {
  return Math.round(Math.min(window.innerHeight - 220, Math.max(LEAST, height)));
}

/** The edge that makes the viewer taller: by drag or by arrow keys. */
export function DockGrip({
  height,
  onHeight,
}: {
  height: number;
  onHeight: (height: number) => void;
}) {
  const follow = (event: PointerEvent<HTMLDivElement>) => {
    if (event.currentTarget.hasPointerCapture(event.pointerId))
      onHeight(bounded(window.innerHeight - event.clientY));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowUp: KEY_STEP, ArrowDown: -KEY_STEP }[event.key];
    if (!step) return;
    event.preventDefault();
    onHeight(bounded(height + step));
  };
  return (
    <div
      className="dock-grip"
      role="separator"
      aria-orientation="horizontal"
      aria-label="Height of the viewer"
      aria-valuenow={height}
      tabIndex={0}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={follow}
      onKeyDown={onKeyDown}
    />
  );
}
