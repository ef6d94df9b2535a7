import './Picture.css';
import { type CSSProperties, type ReactNode, useState } from 'react';
import { type AppRef, blobUrl } from '../api/client';
import { classes } from '../ui/classes';
import { contain, type Rect } from './labelPlace';
import type { StoredImage } from './tree';
import { useSize } from './useSize';
import { FIT, type Zoom, zoomed } from './zoom';

export type PreviewSize = 'node' | 'full';

const WIDTH_ASKED = { node: 480, full: 1280 } as const;
const FULL_MAX_HEIGHT = 460;

/** The frame's shape, known before the bytes are; Picture.css makes use of it. */
export function roomFor(ratio: number): CSSProperties {
  return { '--ratio': ratio, '--most-height': `${FULL_MAX_HEIGHT}px` } as CSSProperties;
}

/** Until the bytes tell, when the value does not. */
export const UNKNOWN_RATIO = 16 / 9;

interface PictureProps {
  image: StoredImage;
  app: AppRef;
  size: PreviewSize;
  alt: string;
  /** what is drawn over it, given where the picture landed */
  overlay?: ((picture: Rect) => ReactNode) | undefined;
  zoom?: Zoom;
}

/** Zoomed in, the thumbnail's pixels would show: the whole picture comes instead. */
function urlOf(image: StoredImage, app: AppRef, size: PreviewSize, zoom: Zoom): string {
  const asked = WIDTH_ASKED[size];
  return zoom.scale > 1 && image.width > asked
    ? blobUrl(app, image.blob)
    : blobUrl(app, image.blob, asked);
}

/** Places the picture where the zoom puts it; at rest the style sheet does. */
function placeOf(place: Rect | undefined, zoom: Zoom): CSSProperties | undefined {
  if (!place || zoom.scale === 1) return undefined;
  const { x, y, width, height } = place;
  return { inset: 'auto', left: x, top: y, width, height };
}

/** A stored picture shown whole, with its place reserved before the bytes arrive. */
export function Picture({ image, app, size, alt, overlay, zoom = FIT }: PictureProps) {
  const [ref, frame] = useSize<HTMLDivElement>();
  const [natural, setNatural] = useState<number>();
  const [broken, setBroken] = useState(false);
  const ratio = image.width > 0 && image.height > 0 ? image.width / image.height : natural;
  const place = frame && ratio ? zoomed(contain(frame, ratio), zoom) : undefined;
  return (
    <div ref={ref} className={classes('picture', size)} style={roomFor(ratio ?? UNKNOWN_RATIO)}>
      {broken ? (
        <p className="picture-broken">The picture did not load. Reload the page to try again.</p>
      ) : (
        <img
          src={urlOf(image, app, size, zoom)}
          style={placeOf(place, zoom)}
          alt={alt}
          draggable={false}
          decoding="async"
          onLoad={(event) => {
            setNatural(event.currentTarget.naturalWidth / event.currentTarget.naturalHeight);
          }}
          onError={() => {
            setBroken(true);
          }}
        />
      )}
      {place && frame && overlay && (
        <svg className="picture-overlay" viewBox={`0 0 ${frame.width} ${frame.height}`} aria-hidden>
          {overlay(place)}
        </svg>
      )}
    </div>
  );
}
