import { Workflow } from 'lucide-react';
import { refitGroups } from '../graph/annotations';
import { moveNodes } from '../graph/document';
import { type Command, isEditable } from './command';

export const arrange: Command = {
  id: 'arrange',
  label: 'Arrange nodes',
  icon: Workflow,
  shortcuts: ['Shift+A'],
  enabled: (scene) => isEditable(scene) && scene.editor.getState().document.graph.nodes.length > 0,
  perform: async ({ editor, view }) => {
    const { tidy } = await import('../graph/tidy/tidy');
    const { document, catalogue } = editor.getState();
    const places = tidy(document.graph, catalogue, view.sizes());
    editor.getState().change((before) => {
      const { graph, layout } = before;
      return refitGroups(before, { graph, layout: moveNodes(layout, places) }, view.sizes());
    });
    view.fit();
  },
};
