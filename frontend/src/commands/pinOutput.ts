import { Pin } from 'lucide-react';
import { type Command, hasSelectedNodes, isEditable } from './command';

/** The next runs of the draft take the output that is shown, instead of computing the node. Again: unpins. */
export const pinOutput: Command = {
  id: 'pinOutput',
  label: 'Pin or unpin output',
  icon: Pin,
  shortcuts: ['P'],
  enabled: (scene) => isEditable(scene) && hasSelectedNodes(scene),
  perform: ({ page }) => {
    page.togglePins();
  },
};
