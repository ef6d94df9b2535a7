import './RegionsPreview.css';
import { useState } from 'react';
import type { AppRef } from '../api/client';
import type { Region } from '../api/types';
import { count } from '../ui/format';
import { downloadDrawn } from './drawPicture';
import { Picture, type PreviewSize } from './Picture';
import { RegionFilters } from './RegionFilters';
import { RegionMarks } from './RegionMarks';
import { RegionTable } from './RegionTable';
import { filterRegions, type RegionFilter } from './regions';
import type { Trail } from './trails';
import type { StoredImage } from './tree';
import { ZoomPicture } from './ZoomPicture';

interface RegionsPreviewProps {
  regions: readonly Region[];
  picture: StoredImage | undefined;
  app: AppRef;
  size: PreviewSize;
  /** the region that is followed through the graph */
  marked?: string | null | undefined;
  /** the way that tracked regions came */
  trails?: readonly Trail[] | undefined;
}

const MOST_LABELS = 30;

function altFor(regions: readonly Region[]): string {
  return `Picture with ${count(regions.length, 'region')} marked`;
}

function SmallRegions({ regions, picture, app, marked }: RegionsPreviewProps) {
  if (!picture) return <p className="regions-bare">{count(regions.length, 'region')}</p>;
  return (
    <Picture
      image={picture}
      app={app}
      size="node"
      alt={altFor(regions)}
      overlay={(place) => (
        <RegionMarks regions={regions} picture={place} labels={false} active={marked ?? null} />
      )}
    />
  );
}

function FullRegions({ regions, picture, app, marked, trails = [] }: RegionsPreviewProps) {
  const [filter, setFilter] = useState<RegionFilter>({ least: 0, hidden: new Set() });
  const [hovered, setActive] = useState<string | null>(null);
  const [trailing, setTrailing] = useState(true);
  const active = hovered ?? marked ?? null;
  const shown = filterRegions(regions, filter);
  return (
    <div className="regions-full">
      {picture && (
        <ZoomPicture
          image={picture}
          app={app}
          onDownload={() => void downloadDrawn(picture, app, shown, 'drawn')}
          alt={altFor(shown)}
          overlay={(place) => (
            <RegionMarks
              regions={shown}
              picture={place}
              labels={shown.length <= MOST_LABELS}
              active={active}
              onHover={setActive}
              trails={trailing ? trails : undefined}
            />
          )}
        />
      )}
      {trails.length > 0 && (
        <label className="trail-switch">
          <input
            type="checkbox"
            checked={trailing}
            onChange={() => {
              setTrailing(!trailing);
            }}
          />
          Show the way each track came
        </label>
      )}
      {regions.length === 0 && <p className="regions-none">No regions found in this picture.</p>}
      <RegionFilters regions={regions} shown={shown.length} filter={filter} onChange={setFilter} />
      {regions.length > 0 && <RegionTable regions={shown} active={active} onHover={setActive} />}
    </div>
  );
}

/** Boxes and outlines over the picture they were found in; thresholds and classes act at once. */
export function RegionsPreview(props: RegionsPreviewProps) {
  return props.size === 'node' ? <SmallRegions {...props} /> : <FullRegions {...props} />;
}
