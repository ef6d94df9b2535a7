import { CopyPlus } from 'lucide-react';
import { parseNodes } from '../graph/clipboard';
import { addFragment } from './addFragment';
import { type Command, hasSelection, isEditable } from './command';
import { copiedText } from './copy';

const OFFSET = { x: 32, y: 48 };

export const duplicate: Command = {
  id: 'duplicate',
  label: 'Duplicate selection',
  icon: CopyPlus,
  shortcuts: ['Mod+D'],
  enabled: (scene) => isEditable(scene) && hasSelection(scene),
  perform: (scene) => {
    const fragment = parseNodes(copiedText(scene) ?? '');
    if (fragment) addFragment(scene, fragment, OFFSET);
  },
};
