import './RegionMarks.css';
import type { Region } from '../api/types';
import { classes } from '../ui/classes';
import { LABEL_HEIGHT, labelPlace, type Rect } from './labelPlace';
import { labelOf } from './regions';
import { bonesOf, surePoints } from './skeleton';
import { textWidth } from './textWidth';
import { markColour, type Trail } from './trails';

interface RegionMarksProps {
  regions: readonly Region[];
  picture: Rect;
  labels: boolean;
  active?: string | null;
  onHover?: (id: string | null) => void;
  /** the way that tracked regions came */
  trails?: readonly Trail[] | undefined;
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

/** Points of a body, and the lines between them where their names tell. */
function Points({ region, picture, colour }: { region: Region; picture: Rect; colour: string }) {
  const points = surePoints(region);
  const x = (of: { x: number }) => picture.x + of.x * picture.width;
  const y = (of: { y: number }) => picture.y + of.y * picture.height;
  return (
    <>
      {bonesOf(points).map(([from, to]) => (
        <line
          key={`${from.name} ${to.name}`}
          className="bone"
          x1={x(from)}
          y1={y(from)}
          x2={x(to)}
          y2={y(to)}
          stroke={colour}
        />
      ))}
      {points.map((point, index) => (
        <circle key={index} className="joint" cx={x(point)} cy={y(point)} r={3} fill={colour}>
          {point.name && <title>{`${point.name} ${point.value.toFixed(2)}`}</title>}
        </circle>
      ))}
    </>
  );
}

/** Where a tracked region was before, fading towards the oldest. */
function TrailLine({ trail, picture }: { trail: Trail; picture: Rect }) {
  const colour = markColour({ id: '', box: [0, 0, 0, 0], track_id: trail.track });
  const steps = trail.points.slice(1);
  return (
    <g className="trail" data-track={trail.track}>
      {steps.map(([x, y], index) => {
        const [fromX, fromY] = trail.points[index] ?? [x, y];
        return (
          <line
            key={index}
            x1={picture.x + fromX * picture.width}
            y1={picture.y + fromY * picture.height}
            x2={picture.x + x * picture.width}
            y2={picture.y + y * picture.height}
            stroke={colour}
            strokeOpacity={(index + 1) / steps.length}
          />
        );
      })}
    </g>
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

/** Boxes, outlines and points in their colour. Words that were read show on hover: they are in the picture. */
export function RegionMarks({
  regions,
  picture,
  labels,
  active,
  onHover,
  trails,
}: RegionMarksProps) {
  return (
    <>
      {trails?.map((trail) => (
        <TrailLine key={trail.track} trail={trail} picture={picture} />
      ))}
      {regions.map((region) => {
        const colour = markColour(region);
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
            {region.keypoints && <Points {...{ region, picture, colour }} />}
            {words && (isActive || (labels && !region.text)) && (
              <Label {...{ words, box, picture, colour }} />
            )}
          </g>
        );
      })}
    </>
  );
}
