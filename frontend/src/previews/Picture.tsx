import './Picture.css';
import { type CSSProperties, type ReactNode, useState } from 'react';
import { type AppRef, blobUrl } from '../api/client';
import { classes } from '../ui/classes';
import { contain, type Rect } from './labelPlace';
import type { StoredImage } from './tree';
import { useSize } from './useSize';

export type PreviewSize = 'node' | 'full';

const WIDTH_ASKED = { node: 480, full: 1280 } as const;
const FULL_MAX_HEIGHT = 460;

/** The frame's shape, known before the bytes are; Picture.css makes use of it. */
function roomFor(ratio: number): CSSProperties {
  return { '--ratio': ratio, '--most-height': `${FULL_MAX_HEIGHT}px` } as CSSProperties;
}

interface PictureProps {
  image: StoredImage;
  app: AppRef;
  size: PreviewSize;
  alt: string;
  /** what is drawn over it, given where the picture landed */
  overlay?: (picture: Rect) => ReactNode;
}

/** A stored picture shown whole, with its place reserved before the bytes arrive. */
export function Picture({ image, app, size, alt, overlay }: PictureProps) {
  const [ref, frame] = useSize<HTMLDivElement>();
  const [natural, setNatural] = useState<number>();
  const [broken, setBroken] = useState(false);
  const ratio = image.width > 0 && image.height > 0 ? image.width / image.height : natural;
  const place = frame && ratio ? contain(frame, ratio) : undefined;
  return (
    <div ref={ref} className={classes('picture', size)} style={roomFor(ratio ?? 16 / 9)}>
      {broken ? (
        <p className="picture-broken">The picture did not load. Reload the page to try again.</p>
      ) : (
        <img
          src={blobUrl(app, image.blob, WIDTH_ASKED[size])}
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
