import { Scissors } from 'lucide-react';
import { type Command, hasSelection, isEditable } from './command';
import { copy } from './copy';
import { deleteSelection } from './deleteSelection';

export const cut: Command = {
  id: 'cut',
  label: 'Cut selection',
  icon: Scissors,
  shortcuts: ['Mod+X'],
  enabled: (scene) => isEditable(scene) && hasSelection(scene),
  perform: async (scene) => {
    await copy.perform(scene);
    await deleteSelection.perform(scene);
  },
};
