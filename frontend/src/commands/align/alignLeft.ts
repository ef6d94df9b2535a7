import { AlignStartVertical } from 'lucide-react';
import type { Command } from '../command';
import { alignSelection, canAlign } from './alignSelection';

export const alignLeft: Command = {
  id: 'alignLeft',
  label: 'Align left',
  icon: AlignStartVertical,
  shortcuts: ['Alt+A'],
  enabled: (scene) => canAlign(scene, 2),
  perform: (scene) => {
    alignSelection(scene, 'left');
  },
};
