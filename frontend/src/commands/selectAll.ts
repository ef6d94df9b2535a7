import { BoxSelect } from 'lucide-react';
import { wiresOf } from '../graph/ports';
import { shownDocument } from '../store/editor';
import type { Command } from './command';

export const selectAll: Command = {
  id: 'selectAll',
  label: 'Select all',
  icon: BoxSelect,
  shortcuts: ['Mod+A'],
  enabled: () => true,
  perform: ({ editor }) => {
    const state = editor.getState();
    const { graph, layout } = shownDocument(state);
    state.select(
      graph.nodes.map((node) => node.id),
      wiresOf(graph).map((wire) => wire.id),
      [...(layout.notes ?? []), ...(layout.groups ?? [])].map(({ id }) => id),
    );
  },
};
