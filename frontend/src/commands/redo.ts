import { Redo2 } from 'lucide-react';
import { type Command, isEditable } from './command';

export const redo: Command = {
  id: 'redo',
  label: 'Redo',
  icon: Redo2,
  shortcuts: ['Mod+Shift+Z', 'Mod+Y'],
  enabled: (scene) => isEditable(scene) && scene.editor.getState().history.future.length > 0,
  perform: ({ editor }) => {
    editor.getState().redo();
  },
};
