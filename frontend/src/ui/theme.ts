/** Light, dark, or as the system says; remembered in this browser. */
export type Theme = 'system' | 'light' | 'dark';

const STORAGE_KEY = 'weft.theme';

/** A frame on another site may have no storage; it then looks as the system says. */
function storage(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

export function rememberedTheme(): Theme {
  const stored = storage()?.getItem(STORAGE_KEY);
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

export function applyTheme(theme: Theme): void {
  if (theme === 'system') {
    storage()?.removeItem(STORAGE_KEY);
    delete document.documentElement.dataset.theme;
  } else {
    storage()?.setItem(STORAGE_KEY, theme);
    document.documentElement.dataset.theme = theme;
  }
}

/** To the other of the two that are seen, whichever way the present one was chosen. */
export function switchTheme(): void {
  const chosen = rememberedTheme();
  const isDark =
    chosen === 'dark' ||
    (chosen === 'system' && window.matchMedia('(prefers-color-scheme: dark)').matches);
  applyTheme(isDark ? 'light' : 'dark');
}
