/** The drawn picture as a file: the stored picture in full with its regions, as they are on screen. */
import { type AppRef, blobUrl } from '../api/client';
import type { Region } from '../api/types';
import { download } from '../ui/download';
import { LABEL_HEIGHT, labelPlace } from './labelPlace';
import { labelOf } from './regions';
import { bonesOf, surePoints } from './skeleton';
import { markColour } from './trails';
import type { StoredImage } from './tree';

/** Lines and words are drawn for a picture as wide as this. */
const REFERENCE_WIDTH = 900;
const FONT = 'ui-sans-serif, system-ui, sans-serif';

async function load(url: string): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = url;
  await image.decode();
  return image;
}

type Brush = Pick<
  CanvasRenderingContext2D,
  | 'beginPath'
  | 'moveTo'
  | 'lineTo'
  | 'arc'
  | 'closePath'
  | 'stroke'
  | 'fill'
  | 'fillRect'
  | 'fillText'
  | 'strokeRect'
  | 'measureText'
  | 'strokeStyle'
  | 'fillStyle'
  | 'lineWidth'
  | 'font'
  | 'globalAlpha'
>;

function drawPoints(
  brush: Brush,
  region: Region,
  { width, height }: { width: number; height: number },
  unit: number,
): void {
  const points = surePoints(region);
  for (const [from, to] of bonesOf(points)) {
    brush.beginPath();
    brush.moveTo(from.x * width, from.y * height);
    brush.lineTo(to.x * width, to.y * height);
    brush.stroke();
  }
  for (const { x, y } of points) {
    brush.beginPath();
    brush.arc(x * width, y * height, 3 * unit, 0, 2 * Math.PI);
    brush.fill();
  }
}

/** Boxes, outlines, points and labels over a picture of that size. */
export function drawRegions(
  brush: Brush,
  regions: readonly Region[],
  size: { width: number; height: number },
): void {
  const unit = Math.max(1, size.width / REFERENCE_WIDTH);
  const picture = { x: 0, y: 0, width: size.width / unit, height: size.height / unit };
  for (const region of regions) {
    const colour = markColour(region);
    brush.strokeStyle = brush.fillStyle = colour;
    brush.lineWidth = 2 * unit;
    const [top, left, bottom, right] = region.box;
    if (region.polygon && region.polygon.length > 2) {
      brush.beginPath();
      region.polygon.forEach(([x, y], index) => {
        if (index === 0) brush.moveTo(x * size.width, y * size.height);
        else brush.lineTo(x * size.width, y * size.height);
      });
      brush.closePath();
      brush.globalAlpha = 0.12;
      brush.fill();
      brush.globalAlpha = 1;
      brush.stroke();
    } else {
      brush.strokeRect(
        left * size.width,
        top * size.height,
        (right - left) * size.width,
        (bottom - top) * size.height,
      );
    }
    drawPoints(brush, region, size, unit);
    const words = labelOf(region);
    if (!words) continue;
    brush.font = `500 ${11.5 * unit}px ${FONT}`;
    const width = brush.measureText(words).width / unit + 10;
    const box = { x: left * picture.width, y: top * picture.height, width: 0, height: 0 };
    const at = labelPlace(box, Math.min(width, picture.width), picture);
    brush.fillRect(at.x * unit, at.y * unit, width * unit, LABEL_HEIGHT * unit);
    brush.fillStyle = '#ffffff';
    brush.fillText(words, (at.x + 5) * unit, (at.y + 13) * unit);
  }
}

/** Saves the picture with these regions on it as PNG. */
export async function downloadDrawn(
  image: StoredImage,
  app: AppRef,
  regions: readonly Region[],
  name: string,
): Promise<void> {
  const source = await load(blobUrl(app, image.blob));
  const canvas = document.createElement('canvas');
  canvas.width = source.naturalWidth;
  canvas.height = source.naturalHeight;
  const brush = canvas.getContext('2d');
  if (!brush) return;
  brush.drawImage(source, 0, 0);
  drawRegions(brush, regions, canvas);
  const blob = await new Promise<Blob | null>((done) => {
    canvas.toBlob(done, 'image/png');
  });
  if (blob) download(blob, `${name}.png`);
}
