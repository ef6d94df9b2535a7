import { AlignEndHorizontal } from 'lucide-react';
import type { Command } from '../command';
import { alignSelection, canAlign } from './alignSelection';

export const alignBottom: Command = {
  id: 'alignBottom',
  label: 'Align bottom',
  icon: AlignEndHorizontal,
  shortcuts: ['Alt+S'],
  enabled: (scene) => canAlign(scene, 2),
  perform: (scene) => {
    alignSelection(scene, 'bottom');
  },
};
