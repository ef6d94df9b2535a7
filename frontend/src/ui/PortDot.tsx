import './PortDot.css';
import type { ValueKind } from '../api/types';

export type PortShape = 'circle' | 'square' | 'triangle' | 'diamond';

const SHAPES: Record<ValueKind, PortShape> = {
  any: 'diamond',
  image: 'circle',
  video: 'circle',
  audio: 'circle',
  text: 'triangle',
  string: 'triangle',
  number: 'triangle',
  boolean: 'triangle',
  regions: 'square',
  concepts: 'square',
  embeddings: 'square',
  clusters: 'square',
  mask: 'square',
  colors: 'square',
  list: 'square',
  json: 'square',
  table: 'square',
};

export function shapeOf(kind: ValueKind): PortShape {
  return SHAPES[kind];
}

/** The CSS colour of what flows through a port of this kind. */
export function colourOf(kind: ValueKind): string {
  return `var(--kind-${kind})`;
}

/** Colour and shape of a value's kind. Silent for screen readers unless `label` is given. */
export function PortDot({
  kind,
  size = 10,
  label,
}: {
  kind: ValueKind;
  size?: number;
  label?: string;
}) {
  return (
    <span
      className={`port-dot ${shapeOf(kind)}`}
      style={{ width: size, height: size, background: colourOf(kind) }}
      {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })}
    />
  );
}
