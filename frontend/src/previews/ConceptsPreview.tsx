import './ConceptsPreview.css';
import { useState } from 'react';
import type { Concept } from '../api/types';
import { Button } from '../ui/Button';
import { classColour } from './classColour';
import type { PreviewSize } from './Picture';

const SHOWN = { node: 4, full: 10 } as const;

/** Concepts as bars, best first. */
export function ConceptsPreview({ items, size }: { items: readonly Concept[]; size: PreviewSize }) {
  const [all, setAll] = useState(false);
  const sorted = [...items].sort((a, b) => b.value - a.value);
  const shown = all ? sorted : sorted.slice(0, SHOWN[size]);
  if (items.length === 0) return <p className="muted small">No concept scored high enough.</p>;
  return (
    <div className={`concepts ${size}`}>
      <ul>
        {shown.map((concept) => (
          <li key={concept.id}>
            <span className="concept-name" title={concept.name}>
              {concept.name}
            </span>
            <span className="concept-bar" aria-hidden>
              <i
                style={{
                  width: `${Math.max(0, Math.min(1, concept.value)) * 100}%`,
                  background: classColour(concept.name),
                }}
              />
            </span>
            <span className="concept-value">{concept.value.toFixed(2)}</span>
          </li>
        ))}
      </ul>
      {size === 'full' && shown.length < sorted.length && (
        <Button
          look="quiet"
          size="small"
          onClick={() => {
            setAll(true);
          }}
        >
          Show {sorted.length - shown.length} more concepts
        </Button>
      )}
    </div>
  );
}
