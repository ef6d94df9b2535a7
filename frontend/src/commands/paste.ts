import { ClipboardPaste } from 'lucide-react';
import { picturesOnClipboard } from './clipboardPictures';
import { type Command, isEditable } from './command';
import { takePicture, takeText } from './takeIn';

/** Nodes, a whole workflow or a picture to run on from the clipboard. The key goes through the browser's own paste event. */
export const paste: Command = {
  id: 'paste',
  label: 'Paste nodes or a picture',
  icon: ClipboardPaste,
  shortcuts: ['Mod+V'],
  enabled: isEditable,
  perform: async (scene) => {
    const [picture] = await picturesOnClipboard();
    if (picture) {
      await takePicture(scene, picture);
      return;
    }
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
