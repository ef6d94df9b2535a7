import { Undo2 } from 'lucide-react';
import { type Command, isEditable } from './command';

export const undo: Command = {
  id: 'undo',
  label: 'Undo',
  icon: Undo2,
  shortcuts: ['Mod+Z'],
  enabled: (scene) => isEditable(scene) && scene.editor.getState().history.past.length > 0,
  perform: ({ editor }) => {
    editor.getState().undo();
  },
};
