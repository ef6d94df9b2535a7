import { Trash2 } from 'lucide-react';
import { removeAnnotations } from '../graph/annotations';
import { disconnect, removeNodes } from '../graph/document';
import { wiresOf } from '../graph/ports';
import { type Command, hasSelection, isEditable } from './command';

/** Takes the selected nodes, wires, notes and groups away as one step. */
export const deleteSelection: Command = {
  id: 'deleteSelection',
  label: 'Delete selection',
  icon: Trash2,
  shortcuts: ['Delete', 'Backspace'],
  enabled: (scene) =>
    isEditable(scene) && (hasSelection(scene) || scene.editor.getState().selectedWires.size > 0),
  perform: ({ editor }) => {
    const { change, selectedNodes, selectedWires, selectedNotes } = editor.getState();
    change((document) => {
      const cut = wiresOf(document.graph)
        .filter((wire) => selectedWires.has(wire.id))
        .reduce((graph, wire) => disconnect(graph, wire.source, wire.target), document.graph);
      const layout = removeAnnotations(document.layout, selectedNotes);
      return removeNodes({ graph: cut, layout }, selectedNodes);
    });
  },
};
