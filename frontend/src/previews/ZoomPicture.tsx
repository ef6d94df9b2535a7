import './ZoomPicture.css';
import { Download, Maximize, ZoomIn, ZoomOut } from 'lucide-react';
import type { ReactNode } from 'react';
import type { AppRef } from '../api/client';
import { IconButton } from '../ui/Button';
import type { Rect } from './labelPlace';
import { Picture, roomFor, UNKNOWN_RATIO } from './Picture';
import type { StoredImage } from './tree';
import { useZoom } from './useZoom';

interface ZoomPictureProps {
  image: StoredImage;
  app: AppRef;
  alt: string;
  overlay?: (picture: Rect) => ReactNode;
  /** saves the picture as it is drawn */
  onDownload: () => void;
}

/** A large picture to look into: wheel, drag or keys zoom and pan; what is drawn on it keeps its size. */
export function ZoomPicture({ onDownload, ...picture }: ZoomPictureProps) {
  const { width, height } = picture.image;
  const { ref, zoom, zoomIn, zoomOut, fit, handlers } = useZoom();
  return (
    <div
      ref={ref}
      className="zoom-picture"
      style={roomFor(width > 0 && height > 0 ? width / height : UNKNOWN_RATIO)}
      role="group"
      aria-label="Picture. Plus and minus zoom, 0 fits, arrows pan."
      tabIndex={0}
      data-zoomed={zoom.scale > 1}
      data-scale={zoom.scale.toFixed(2)}
      data-testid="zoom-picture"
      {...handlers}
    >
      <Picture {...picture} size="full" zoom={zoom} />
      <div className="zoom-tools">
        <IconButton size="small" label="Zoom in (+)" onClick={zoomIn}>
          <ZoomIn aria-hidden />
        </IconButton>
        <IconButton size="small" label="Zoom out (-)" disabled={zoom.scale <= 1} onClick={zoomOut}>
          <ZoomOut aria-hidden />
        </IconButton>
        <IconButton size="small" label="Fit (0)" disabled={zoom.scale <= 1} onClick={fit}>
          <Maximize aria-hidden />
        </IconButton>
        <IconButton size="small" label="Download the drawn picture" onClick={onDownload}>
          <Download aria-hidden />
        </IconButton>
      </div>
    </div>
  );
}
