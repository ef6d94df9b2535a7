const PATIENCE_MS = 3000;

/** How long a file plays, in seconds; null when the browser cannot tell. */
export function mediaLength(file: File): Promise<number | null> {
  const kind = file.type.split('/')[0];
  if (kind !== 'video' && kind !== 'audio') return Promise.resolve(null);
  const player = document.createElement(kind);
  const url = URL.createObjectURL(file);
  return new Promise<number | null>((resolve) => {
    const timer = setTimeout(() => {
      resolve(null);
    }, PATIENCE_MS);
    player.onloadedmetadata = () => {
      clearTimeout(timer);
      resolve(Number.isFinite(player.duration) ? player.duration : null);
    };
    player.onerror = () => {
      clearTimeout(timer);
      resolve(null);
    };
    player.preload = 'metadata';
    player.src = url;
  }).finally(() => {
    player.removeAttribute('src');
    URL.revokeObjectURL(url);
  });
}
