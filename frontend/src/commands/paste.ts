import { ClipboardPaste } from 'lucide-react';
import { type Command, isEditable } from './command';
import { takeText } from './takeIn';

/** Nodes or a whole workflow from the clipboard. The key goes through the browser's own paste event. */
export const paste: Command = {
  id: 'paste',
  label: 'Paste',
  icon: ClipboardPaste,
  shortcuts: ['Mod+V'],
  enabled: isEditable,
  perform: async (scene) => {
    const clipboard = navigator.clipboard as Clipboard | undefined;
    const text = await clipboard?.readText().catch(() => null);
    if (typeof text === 'string') await takeText(scene, text);
    else
      scene.gesture
        .getState()
        .tell(
          'The browser did not allow pasting from here.',
          'Press the keys for pasting instead.',
        );
  },
};
