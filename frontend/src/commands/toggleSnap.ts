import { Magnet } from 'lucide-react';
import { type Command, isEditable } from './command';

export const toggleSnap: Command = {
  id: 'toggleSnap',
  label: 'Line up while moving',
  icon: Magnet,
  shortcuts: [],
  enabled: isEditable,
  perform: ({ gesture }) => {
    const { snapping, setSnapping, tell } = gesture.getState();
    setSnapping(!snapping);
    tell(snapping ? 'Nodes move freely.' : 'Nodes line up with their neighbours while they move.');
  },
};
