import { Scan } from 'lucide-react';
import type { Command } from './command';

export const fitSelection: Command = {
  id: 'fitSelection',
  label: 'Fit the selection',
  icon: Scan,
  shortcuts: ['Shift+2'],
  enabled: ({ editor }) => {
    const { selectedNodes, selectedNotes } = editor.getState();
    return selectedNodes.size + selectedNotes.size > 0;
  },
  perform: ({ editor, view }) => {
    const { selectedNodes, selectedNotes } = editor.getState();
    view.fitTo([...selectedNodes, ...selectedNotes]);
  },
};
