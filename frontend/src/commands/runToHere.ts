import { StepForward } from 'lucide-react';
import { type Command, hasSelectedNodes, isEditable } from './command';

/** The selected nodes and what they wait for; all others keep what they show. */
export const runToHere: Command = {
  id: 'runToHere',
  label: 'Run to selection',
  icon: StepForward,
  shortcuts: ['Mod+Shift+Enter'],
  always: true,
  enabled: (scene) => isEditable(scene) && hasSelectedNodes(scene) && scene.page.canRun(),
  perform: ({ page }) => {
    page.runToHere();
  },
};
