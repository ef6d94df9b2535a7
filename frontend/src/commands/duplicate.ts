import { CopyPlus } from 'lucide-react';
import { copyNodes, parseNodes } from '../graph/clipboard';
import { addFragment } from './addFragment';
import { type Command, hasSelectedNodes, isEditable } from './command';

const OFFSET = { x: 32, y: 48 };

export const duplicate: Command = {
  id: 'duplicate',
  label: 'Duplicate selection',
  icon: CopyPlus,
  shortcuts: ['Mod+D'],
  enabled: (scene) => isEditable(scene) && hasSelectedNodes(scene),
  perform: (scene) => {
    const { document, selectedNodes } = scene.editor.getState();
    const fragment = parseNodes(copyNodes(document, selectedNodes) ?? '');
    if (fragment) addFragment(scene, fragment, OFFSET);
  },
};
