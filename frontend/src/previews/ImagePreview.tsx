import type { AppRef } from '../api/client';
import { downloadDrawn } from './drawPicture';
import { Picture, type PreviewSize } from './Picture';
import type { StoredImage } from './tree';
import { ZoomPicture } from './ZoomPicture';

export function ImagePreview({
  image,
  app,
  size,
}: {
  image: StoredImage;
  app: AppRef;
  size: PreviewSize;
}) {
  const dimensions = image.width ? `, ${image.width} by ${image.height} pixels` : '';
  const alt = `Picture${dimensions}`;
  if (size === 'node') return <Picture image={image} app={app} size="node" alt={alt} />;
  return (
    <ZoomPicture
      image={image}
      app={app}
      alt={alt}
      onDownload={() => void downloadDrawn(image, app, [], 'picture')}
    />
  );
}
