import type { AppRef } from '../api/client';
import { Picture, type PreviewSize } from './Picture';
import type { StoredImage } from './tree';

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
  return <Picture image={image} app={app} size={size} alt={`Picture${dimensions}`} />;
}
