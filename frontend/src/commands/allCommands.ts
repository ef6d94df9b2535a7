/** The whole list of commands comes after the first paint: only keys, menu and palette need all of it. */
import { useSyncExternalStore } from 'react';

type All = typeof import('./all');

let all: All | null = null;
const waiting = new Set<() => void>();

export async function loadCommands(): Promise<All> {
  if (!all) {
    all = await import('./all');
    for (const arrived of waiting) arrived();
  }
  return all;
}

function subscribe(arrived: () => void): () => void {
  waiting.add(arrived);
  return () => waiting.delete(arrived);
}

// Fetched beside the draft, so that they are there when the canvas is.
void loadCommands();

/** Null until they have come. */
export function useAllCommands(): All | null {
  return useSyncExternalStore(subscribe, () => all);
}
