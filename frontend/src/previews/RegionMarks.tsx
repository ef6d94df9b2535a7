import './RegionMarks.css';
import type { Region } from '../api/types';
import { classes } from '../ui/classes';
import { classColour } from './classColour';
import { LABEL_HEIGHT, labelPlace, type Rect } from './labelPlace';
import { bestConcept, labelOf } from './regions';
import { textWidth } from './textWidth';

interface RegionMarksProps {
  regions: readonly Region[];
  picture: Rect;
  labels: boolean;
  active?: string | null;
  onHover?: (id: string | null) => void;
}

function boxOf({ box: [top, left, bottom, right] }: Region, picture: Rect): Rect {
  return {
    x: picture.x + left * picture.width,
    y: picture.y + top * picture.height,
    width: (right - left) * picture.width,
    height: (bottom - top) * picture.height,
  };
}

function Outline({
  region,
  box,
  picture,
  colour,
}: {
  region: Region;
  box: Rect;
  picture: Rect;
  colour: string;
}) {
  if (region.polygon && region.polygon.length > 2) {
    const points = region.polygon
      .map(([x, y]) => `${picture.x + x * picture.width},${picture.y + y * picture.height}`)
      .join(' ');
    return (
      <>
        <polygon className="halo" points={points} />
        <polygon
          className="line"
          points={points}
          stroke={colour}
          fill={colour}
          fillOpacity={0.12}
        />
      </>
    );
  }
  return (
    <>
      <rect className="halo" {...box} rx={2} />
      <rect className="line" {...box} rx={2} stroke={colour} fill={colour} fillOpacity={0} />
    </>
  );
}

function Label({
  words,
  box,
  picture,
  colour,
}: {
  words: string;
  box: Rect;
  picture: Rect;
  colour: string;
}) {
  const width = Math.min(picture.width, textWidth(words) + 10);
  const { x, y } = labelPlace(box, width, picture);
  return (
    <g transform={`translate(${x} ${y})`} className="region-label">
      <rect width={width} height={LABEL_HEIGHT} rx={3} fill={colour} />
      <text x={5} y={13}>
        {words}
      </text>
    </g>
  );
}

/** Boxes and outlines in the colour of their class. Words that were read show on hover: they are in the picture. */
export function RegionMarks({ regions, picture, labels, active, onHover }: RegionMarksProps) {
  return regions.map((region) => {
    const colour = classColour(bestConcept(region)?.name ?? '');
    const box = boxOf(region, picture);
    const isActive = region.id === active;
    const words = labelOf(region);
    return (
      <g
        key={region.id}
        className={classes('region-mark', isActive && 'active', active && !isActive && 'dim')}
        onPointerEnter={() => onHover?.(region.id)}
        onPointerLeave={() => onHover?.(null)}
      >
        <Outline {...{ region, box, picture, colour }} />
        {words && (isActive || (labels && !region.text)) && (
          <Label {...{ words, box, picture, colour }} />
        )}
      </g>
    );
  });
}
