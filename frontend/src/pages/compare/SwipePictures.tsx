import './SwipePictures.css';
import { useState } from 'react';
import type { AppRef } from '../../api/client';
import { Picture } from '../../previews/Picture';
import { RegionMarks } from '../../previews/RegionMarks';
import { count } from '../../ui/format';
import { Select } from '../../ui/Select';
import type { Layer } from './layers';

interface SwipePicturesProps {
  at: AppRef;
  before: readonly Layer[];
  after: readonly Layer[];
  names: [string, string];
}

const MIDDLE = 50;
const MOST_HEIGHT = 460;
/** a crop of a few pixels is not blown up over the whole page */
const MOST_TIMES = 4;

function widthOf({ image: { width, height } }: Layer): string {
  if (width <= 0 || height <= 0) return '100%';
  const most = Math.min(MOST_HEIGHT, height * MOST_TIMES);
  return `min(100%, ${Math.round((most * width) / height)}px)`;
}

function LayerPicture({ layer, at, name }: { layer: Layer; at: AppRef; name: string }) {
  const marks = layer.regions.length > 0 ? ` with ${count(layer.regions.length, 'region')}` : '';
  return (
    <Picture
      image={layer.image}
      app={at}
      size="full"
      alt={`${name}: picture${marks}`}
      overlay={(place) => <RegionMarks regions={layer.regions} picture={place} labels />}
    />
  );
}

/** One picture over the other with a divider: drag it, or move it with the arrow keys. */
export function SwipePictures({ at, before, after, names }: SwipePicturesProps) {
  const [place, setPlace] = useState(MIDDLE);
  const [picked, setPicked] = useState(0);
  const pairs = Math.min(before.length, after.length);
  const index = Math.min(picked, pairs - 1);
  const [under, over] = [before[index], after[index]];
  if (!under || !over) return null;
  return (
    <div className="swipe">
      {pairs > 1 && (
        <Select
          size="small"
          aria-label="Picture"
          value={String(index)}
          options={Array.from({ length: pairs }, (_, at_) => ({
            value: String(at_),
            label: `Picture ${at_ + 1} of ${pairs}`,
          }))}
          onChange={(next) => {
            setPicked(Number(next));
          }}
        />
      )}
      <div className="swipe-frame" style={{ width: widthOf(under) }}>
        <LayerPicture layer={under} at={at} name={names[0]} />
        <div className="swipe-over" style={{ clipPath: `inset(0 0 0 ${place}%)` }}>
          <LayerPicture layer={over} at={at} name={names[1]} />
        </div>
        <span className="swipe-name">{names[0]}</span>
        <span className="swipe-name after">{names[1]}</span>
        <span className="swipe-line" style={{ left: `${place}%` }} aria-hidden />
        <input
          type="range"
          className="swipe-range"
          min={0}
          max={100}
          step={1}
          value={place}
          aria-label={`Divider between ${names[0]} and ${names[1]}`}
          aria-valuetext={`${place} percent ${names[0]}, ${100 - place} percent ${names[1]}`}
          onChange={(event) => {
            setPlace(event.target.valueAsNumber);
          }}
        />
      </div>
    </div>
  );
}
