import { useState } from 'react';
import { Button } from '../../ui/Button';
import { Chip } from '../../ui/Chip';

const FEW = 12;

/** What a model can tell apart; all of it on demand. */
export function ModelLabels({ labels, few = FEW }: { labels: readonly string[]; few?: number }) {
  const [all, setAll] = useState(false);
  const left = labels.length - few;
  return (
    <div className="model-labels">
      {(all ? labels : labels.slice(0, few)).map((label, index) => (
        <Chip key={`${index}-${label}`}>{label}</Chip>
      ))}
      {left > 0 && (
        <Button
          look="quiet"
          size="small"
          aria-expanded={all}
          onClick={() => {
            setAll(!all);
          }}
        >
          {all ? 'Show fewer labels' : `Show ${left.toLocaleString('en-GB')} more labels`}
        </Button>
      )}
    </div>
  );
}
