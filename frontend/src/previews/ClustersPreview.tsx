import './MediaPreview.css';
import { count } from '../ui/format';
import { classColour } from './classColour';
import type { PreviewSize } from './Picture';

const SHOWN = { node: 4, full: 40 } as const;

const nameOf = (label: number) => (label < 0 ? 'no cluster' : `cluster ${label}`);

/** How large each cluster is, the largest first. */
export function ClustersPreview({
  labels,
  size,
}: {
  labels: readonly number[];
  size: PreviewSize;
}) {
  const totals = new Map<number, number>();
  for (const label of labels) totals.set(label, (totals.get(label) ?? 0) + 1);
  const clusters = [...totals].sort((a, b) => b[1] - a[1]);
  if (clusters.length === 0) return <p className="muted small">Nothing was grouped.</p>;
  return (
    <div className={`clusters ${size}`}>
      <div className="clusters-bar" aria-hidden>
        {clusters.map(([label, total]) => (
          <i key={label} style={{ flexGrow: total, background: classColour(nameOf(label)) }} />
        ))}
      </div>
      <ul>
        {clusters.slice(0, SHOWN[size]).map(([label, total]) => (
          <li key={label}>
            <i style={{ background: classColour(nameOf(label)) }} />
            {nameOf(label)}: {total}
          </li>
        ))}
        {clusters.length > SHOWN[size] && (
          <li>{count(clusters.length - SHOWN[size], 'more cluster')}</li>
        )}
      </ul>
    </div>
  );
}
