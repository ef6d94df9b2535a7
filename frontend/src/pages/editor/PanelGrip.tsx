import type { KeyboardEvent, PointerEvent } from 'react';
import { classes } from '../../ui/classes';

const KEY_STEP = 24;

/** Where the grip is on its panel: what a drag measures, and which arrow key makes the panel larger. */
const EDGES = {
  top: { larger: 'ArrowUp', smaller: 'ArrowDown', axis: 'y' },
  left: { larger: 'ArrowLeft', smaller: 'ArrowRight', axis: 'x' },
  right: { larger: 'ArrowRight', smaller: 'ArrowLeft', axis: 'x' },
} as const;

interface PanelGripProps {
  edge: keyof typeof EDGES;
  label: string;
  size: number;
  least: number;
  most: number;
  onSize: (size: number) => void;
}

/** The edge that makes a panel larger or smaller: by drag or by arrow keys. */
export function PanelGrip({ edge, label, size, least, most, onSize }: PanelGripProps) {
  const { larger, smaller, axis } = EDGES[edge];
  const bounded = (wanted: number) => Math.round(Math.max(least, Math.min(most, wanted)));
  const follow = (event: PointerEvent<HTMLDivElement>) => {
    const panel = event.currentTarget.parentElement?.getBoundingClientRect();
    if (!panel || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const sizes = {
      top: panel.bottom - event.clientY,
      left: panel.right - event.clientX,
      right: event.clientX - panel.left,
    };
    onSize(bounded(sizes[edge]));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { [larger]: KEY_STEP, [smaller]: -KEY_STEP }[event.key];
    if (!step) return;
    event.preventDefault();
    onSize(bounded(size + step));
  };
  return (
    <div
      className={classes('panel-grip', edge)}
      role="separator"
      aria-orientation={axis === 'y' ? 'horizontal' : 'vertical'}
      aria-label={label}
      aria-valuenow={size}
      aria-valuemin={least}
      aria-valuemax={Math.round(most)}
      tabIndex={0}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={follow}
      onKeyDown={onKeyDown}
    />
  );
}
