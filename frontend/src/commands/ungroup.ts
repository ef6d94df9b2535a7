import { Ungroup } from 'lucide-react';
import { isGroup, removeAnnotations } from '../graph/annotations';
import { type Command, isEditable } from './command';

/** Takes the frame away; what lay in it stays. */
export const ungroup: Command = {
  id: 'ungroup',
  label: 'Remove the group',
  icon: Ungroup,
  shortcuts: ['Mod+Shift+G'],
  enabled: (scene) => isEditable(scene) && [...scene.editor.getState().selectedNotes].some(isGroup),
  perform: ({ editor }) => {
    const { change, selectedNotes } = editor.getState();
    const groups = new Set([...selectedNotes].filter(isGroup));
    change(({ graph, layout }) => ({ graph, layout: removeAnnotations(layout, groups) }));
  },
};
