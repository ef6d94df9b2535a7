import './EmbeddingsPreview.css';
import { count } from '../ui/format';
import type { PreviewSize } from './Picture';

const WIDTH = 200;
const HEIGHT = 40;
const MOST_POINTS = 200;

/** Fewer points than pixels, each the mean of its stretch. */
function thin(vector: readonly number[]): number[] {
  const step = Math.max(1, Math.ceil(vector.length / MOST_POINTS));
  const points: number[] = [];
  for (let start = 0; start < vector.length; start += step) {
    const stretch = vector.slice(start, start + step);
    points.push(stretch.reduce((sum, value) => sum + value, 0) / stretch.length);
  }
  return points;
}

function Sparkline({ vector }: { vector: readonly number[] }) {
  const points = thin(vector);
  const most = Math.max(...points.map(Math.abs), 1e-9);
  const path = points
    .map((value, index) => {
      const x = (index / Math.max(1, points.length - 1)) * WIDTH;
      return `${x.toFixed(1)},${(HEIGHT / 2 - (value / most) * (HEIGHT / 2 - 2)).toFixed(1)}`;
    })
    .join(' ');
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden>
      <polyline points={path} />
    </svg>
  );
}

/** The first vector as a line, and how many there are. */
export function EmbeddingsPreview({
  vectors,
  size,
}: {
  vectors: readonly number[][];
  size: PreviewSize;
}) {
  const first = vectors[0];
  if (!first) return <p className="muted small">No vectors.</p>;
  return (
    <div className={`embeddings ${size}`}>
      <Sparkline vector={first} />
      <span>
        {count(vectors.length, 'vector')}, {count(first.length, 'dimension')}
      </span>
    </div>
  );
}
