import { AlignEndVertical } from 'lucide-react';
import type { Command } from '../command';
import { alignSelection, canAlign } from './alignSelection';

export const alignRight: Command = {
  id: 'alignRight',
  label: 'Align right',
  icon: AlignEndVertical,
  shortcuts: ['Alt+D'],
  enabled: (scene) => canAlign(scene, 2),
  perform: (scene) => {
    alignSelection(scene, 'right');
  },
};
