import './MediaPreview.css';
import { useEffect, useRef, useState } from 'react';
import { type AppRef, blobUrl } from '../api/client';
import { classColour } from './classColour';
import { paint, sharesOf } from './maskColours';
import { Picture, type PreviewSize } from './Picture';
import type { StoredImage } from './tree';

const MOST_SIDE = { node: 320, full: 1280 } as const;
const SHOWN_NAMES = { node: 0, full: 24 } as const;

interface MaskPreviewProps {
  blob: string;
  names: readonly string[];
  picture: StoredImage | undefined;
  app: AppRef;
  size: PreviewSize;
}

/** The class of each pixel: the file's grey values, not smoothed when it is made smaller. */
async function readClasses(url: string, most: number) {
  const image = new Image();
  image.src = url;
  await image.decode();
  const by = Math.min(1, most / Math.max(image.naturalWidth, image.naturalHeight));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(image.naturalWidth * by));
  canvas.height = Math.max(1, Math.round(image.naturalHeight * by));
  const brush = canvas.getContext('2d');
  if (!brush) return null;
  brush.imageSmoothingEnabled = false;
  brush.drawImage(image, 0, 0, canvas.width, canvas.height);
  const { data } = brush.getImageData(0, 0, canvas.width, canvas.height);
  const classes = Uint8Array.from({ length: data.length / 4 }, (_, at) => data[at * 4] ?? 0);
  return { classes, width: canvas.width, height: canvas.height };
}

/** Each class in its colour over the picture it was found in. */
export function MaskPreview({ blob, names, picture, app, size }: MaskPreviewProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [shares, setShares] = useState<ReturnType<typeof sharesOf>>([]);
  const url = blobUrl(app, blob);
  const known = names.join('\n');
  useEffect(() => {
    let left = false;
    const labels = known === '' ? [] : known.split('\n');
    // A mask that does not load leaves the picture as it is.
    const reading = readClasses(url, MOST_SIDE[size]).catch(() => null);
    void reading.then((read) => {
      if (left || !read || !canvas.current) return;
      canvas.current.width = read.width;
      canvas.current.height = read.height;
      const painted = new ImageData(paint(read.classes, read.width, labels), read.width);
      canvas.current.getContext('2d')?.putImageData(painted, 0, 0);
      setShares(sharesOf(read.classes, labels));
    });
    return () => {
      left = true;
    };
  }, [url, size, known]);
  return (
    <div className={`mask ${size}`} data-testid="mask-preview">
      <div className="mask-picture">
        {picture && <Picture image={picture} app={app} size={size} alt="Picture under the mask" />}
        <canvas ref={canvas} role="img" aria-label="Mask" />
      </div>
      {SHOWN_NAMES[size] > 0 && (
        <ul className="mask-names">
          {shares.slice(0, SHOWN_NAMES[size]).map(({ name, share }) => (
            <li key={name}>
              <i style={{ background: classColour(name) }} />
              {name} {(share * 100).toFixed(1)} %
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
