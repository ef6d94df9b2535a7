import type { AppRef } from '../api/client';
import { blobUrl } from '../api/client';
import type { Region } from '../api/types';
import type { StoredImage } from './tree';

/** A part of a picture, cut out by the browser. */
export function CropOf({
  image,
  box,
  app,
}: {
  image: StoredImage;
  box: Region['box'];
  app: AppRef;
}) {
  const [top, left, bottom, right] = box;
  const width = (right - left) * (image.width || 1);
  const height = (bottom - top) * (image.height || 1);
  return (
    <svg
      className="crop-of"
      role="img"
      aria-label="The part of the picture this came from"
      viewBox={`${left * (image.width || 1)} ${top * (image.height || 1)} ${width} ${height}`}
    >
      <image
        href={blobUrl(app, image.blob, 1280)}
        width={image.width || 1}
        height={image.height || 1}
        preserveAspectRatio="none"
      />
    </svg>
  );
}
