import { ClipboardPaste } from 'lucide-react';
import { type Fragment, parseNodes } from '../graph/clipboard';
import type { Point } from '../graph/document';
import { addFragment } from './addFragment';
import { picturesOnClipboard } from './clipboardPictures';
import { type Command, type CommandScene, isEditable } from './command';

/** Far enough from the original to be seen, or in the middle of the view when it comes from elsewhere. */
function offsetOf({ editor, view }: CommandScene, fragment: Fragment): Point {
  const [first] = fragment.nodes;
  const place = first && fragment.layout[first.id];
  if (!place) return view.centre();
  const isHere = Object.keys(editor.getState().document.layout.nodes).includes(first.id);
  if (isHere) return { x: 40, y: 56 };
  const centre = view.centre();
  return { x: Math.round(centre.x - place.x - 110), y: Math.round(centre.y - place.y - 60) };
}

export const paste: Command = {
  id: 'paste',
  label: 'Paste nodes or a picture',
  icon: ClipboardPaste,
  shortcuts: ['Mod+V'],
  enabled: isEditable,
  perform: async (scene) => {
    const pictures = await picturesOnClipboard();
    if (pictures.length > 0) {
      scene.page.runFiles(pictures);
      return;
    }
    const text = await navigator.clipboard.readText().catch(() => null);
    const fragment = text === null ? null : parseNodes(text);
    if (fragment) {
      addFragment(scene, fragment, offsetOf(scene, fragment));
      return;
    }
    const { tell } = scene.gesture.getState();
    if (text === null)
      tell('The browser did not allow pasting.', 'Allow the clipboard for this page.');
    else tell('The clipboard holds no nodes and no picture.', 'Copy some first, then paste.');
  },
};
