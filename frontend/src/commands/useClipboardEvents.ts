import { useEffect } from 'react';
import type { CommandScene } from './command';

/** Copy, cut and paste while the editor is on screen. */
export function useClipboardEvents(scene: CommandScene): void {
  useEffect(() => {
    let stop: (() => void) | null = null;
    let gone = false;
    void import('./clipboardEvents').then(({ listenToClipboard }) => {
      if (!gone) stop = listenToClipboard(scene);
    });
    return () => {
      gone = true;
      stop?.();
    };
  }, [scene]);
}
