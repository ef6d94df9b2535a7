import { StickyNote } from 'lucide-react';
import { addNote as addNoteTo } from '../graph/annotations';
import { type Command, isEditable } from './command';

/** A sticky text in the middle of what is seen, ready to be written. */
export const addNote: Command = {
  id: 'addNote',
  label: 'Add a note',
  icon: StickyNote,
  shortcuts: ['N'],
  enabled: isEditable,
  perform: ({ editor, view }) => {
    const { x, y } = view.centre();
    let added = '';
    editor.getState().change(({ graph, layout }) => {
      const [after, id] = addNoteTo(layout, { x: x - 110, y: y - 60 });
      added = id;
      return { graph, layout: after };
    });
    editor.getState().select([], [], [added]);
    view.focusField(added);
  },
};
