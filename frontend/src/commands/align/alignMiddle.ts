import { AlignCenterHorizontal } from 'lucide-react';
import type { Command } from '../command';
import { alignSelection, canAlign } from './alignSelection';

export const alignMiddle: Command = {
  id: 'alignMiddle',
  label: 'Align middles',
  icon: AlignCenterHorizontal,
  shortcuts: ['Alt+V'],
  enabled: (scene) => canAlign(scene, 2),
  perform: (scene) => {
    alignSelection(scene, 'middle');
  },
};
