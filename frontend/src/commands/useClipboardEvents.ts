import { useEffect } from 'react';
import type { CommandScene } from './command';

/** Fetched beside the draft, so that it is there when the canvas is. */
const listening = import('./clipboardEvents');

/** Copy, cut and paste while the editor is on screen. */
export function useClipboardEvents(scene: CommandScene): void {
  useEffect(() => {
    let stop: (() => void) | null = null;
    let gone = false;
    void listening.then(({ listenToClipboard }) => {
      if (!gone) stop = listenToClipboard(scene);
    });
    return () => {
      gone = true;
      stop?.();
    };
  }, [scene]);
}
