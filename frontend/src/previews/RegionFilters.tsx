import { useId } from 'react';
import type { Region } from '../api/types';
import { classes } from '../ui/classes';
import { Slider } from '../ui/Slider';
import { classColour } from './classColour';
import { classesIn, type RegionFilter } from './regions';

interface RegionFiltersProps {
  regions: readonly Region[];
  shown: number;
  filter: RegionFilter;
  onChange: (filter: RegionFilter) => void;
}

/** Narrows what is drawn, not what was computed. */
export function RegionFilters({ regions, shown, filter, onChange }: RegionFiltersProps) {
  const id = useId();
  const known = classesIn(regions);
  if (known.length === 0) return null;
  const toggle = (name: string) => {
    const hidden = new Set(filter.hidden);
    if (!hidden.delete(name)) hidden.add(name);
    onChange({ ...filter, hidden });
  };
  return (
    <div className="region-filters">
      <div className="region-classes">
        {known.map(({ name, total }) => (
          <button
            key={name}
            type="button"
            className={classes('class-chip', filter.hidden.has(name) && 'off')}
            aria-pressed={!filter.hidden.has(name)}
            aria-label={`Show ${name}, ${total}`}
            onClick={() => {
              toggle(name);
            }}
          >
            <i style={{ background: classColour(name) }} />
            {name} <b>{total}</b>
          </button>
        ))}
      </div>
      <label className="region-score" htmlFor={id}>
        <span>score over {filter.least.toFixed(2)}</span>
        <Slider
          id={id}
          label="Least score shown"
          value={filter.least}
          onChange={(least) => {
            onChange({ ...filter, least });
          }}
        />
      </label>
      {shown < regions.length && (
        <span className="region-shown" role="status">
          {shown} of {regions.length} shown
        </span>
      )}
    </div>
  );
}
