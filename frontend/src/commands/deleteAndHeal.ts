import { Eraser } from 'lucide-react';
import { removeAndHeal } from '../graph/heal';
import { type Command, hasSelectedNodes, isEditable } from './command';

/** Takes the selected nodes away and joins what stood before them to what stood after. */
export const deleteAndHeal: Command = {
  id: 'deleteAndHeal',
  label: 'Delete and reconnect',
  icon: Eraser,
  shortcuts: ['Mod+Delete', 'Mod+Backspace'],
  enabled: (scene) => isEditable(scene) && hasSelectedNodes(scene),
  perform: ({ editor }) => {
    const { catalogue, change, selectedNodes } = editor.getState();
    change((document) => removeAndHeal(document, catalogue, selectedNodes));
  },
};
