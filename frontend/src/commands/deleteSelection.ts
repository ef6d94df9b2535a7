import { Trash2 } from 'lucide-react';
import { disconnect, removeNodes } from '../graph/document';
import { wiresOf } from '../graph/ports';
import { type Command, hasSelectedNodes, isEditable } from './command';

/** Takes the selected nodes and wires away as one step. */
export const deleteSelection: Command = {
  id: 'deleteSelection',
  label: 'Delete selection',
  icon: Trash2,
  shortcuts: ['Delete', 'Backspace'],
  enabled: (scene) =>
    isEditable(scene) &&
    (hasSelectedNodes(scene) || scene.editor.getState().selectedWires.size > 0),
  perform: ({ editor }) => {
    const { change, selectedNodes, selectedWires } = editor.getState();
    change((document) => {
      const cut = wiresOf(document.graph)
        .filter((wire) => selectedWires.has(wire.id))
        .reduce((graph, wire) => disconnect(graph, wire.source, wire.target), document.graph);
      return removeNodes({ ...document, graph: cut }, selectedNodes);
    });
  },
};
