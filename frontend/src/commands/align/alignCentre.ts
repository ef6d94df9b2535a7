import { AlignCenterVertical } from 'lucide-react';
import type { Command } from '../command';
import { alignSelection, canAlign } from './alignSelection';

export const alignCentre: Command = {
  id: 'alignCentre',
  label: 'Align centres',
  icon: AlignCenterVertical,
  shortcuts: ['Alt+H'],
  enabled: (scene) => canAlign(scene, 2),
  perform: (scene) => {
    alignSelection(scene, 'centre');
  },
};
