import { Box, type LucideIcon } from 'lucide-react';
import { useSyncExternalStore } from 'react';

let icons: Record<string, LucideIcon> | null = null;
const waiting = new Set<() => void>();

/** Fetched once, when the first of them is drawn; a plain box keeps the place meanwhile. */
function subscribe(arrived: () => void): () => void {
  waiting.add(arrived);
  if (!icons)
    void import('./operatorIcons').then(({ ICONS }) => {
      icons = ICONS;
      for (const tell of waiting) tell();
    });
  return () => waiting.delete(arrived);
}

/** Silent for screen readers: the words beside it say the same. */
export function Icon({ name, size = 16 }: { name: string; size?: number }) {
  const known = useSyncExternalStore(subscribe, () => icons);
  const Picture = known?.[name] ?? Box;
  return <Picture aria-hidden width={size} height={size} />;
}
