import { type AppRef, blobUrl } from '../api/client';

/** Sound and film with the browser's own controls. */
export function MediaPreview({
  kind,
  blob,
  app,
}: {
  kind: 'video' | 'audio';
  blob: string;
  app: AppRef;
}) {
  const source = blobUrl(app, blob);
  if (kind === 'audio') return <audio controls src={source} preload="metadata" />;
  return <video controls src={source} preload="metadata" />;
}
