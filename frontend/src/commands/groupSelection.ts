import { Group } from 'lucide-react';
import { addGroup, boxesOf, frameAround, isGroup } from '../graph/annotations';
import { type Command, isEditable } from './command';

/** A titled frame round what is selected; from then on it moves with what lies in it. */
export const groupSelection: Command = {
  id: 'groupSelection',
  label: 'Group selection',
  icon: Group,
  shortcuts: ['Mod+G'],
  enabled: (scene) => isEditable(scene) && scene.editor.getState().selectedNodes.size > 0,
  perform: ({ editor, view }) => {
    const { document, selectedNodes, selectedNotes, change, select } = editor.getState();
    const chosen = new Set([...selectedNodes, ...selectedNotes]);
    const boxes = [...boxesOf(document, view.sizes())].filter(
      ([id]) => chosen.has(id) && !isGroup(id),
    );
    const frame = frameAround(boxes.map(([, box]) => box));
    if (!frame) return;
    let added = '';
    change(({ graph, layout }) => {
      const [after, id] = addGroup(layout, frame, '');
      added = id;
      return { graph, layout: after };
    });
    select([], [], [added]);
    view.focusField(added);
  },
};
