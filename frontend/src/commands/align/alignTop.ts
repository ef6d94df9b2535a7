import { AlignStartHorizontal } from 'lucide-react';
import type { Command } from '../command';
import { alignSelection, canAlign } from './alignSelection';

export const alignTop: Command = {
  id: 'alignTop',
  label: 'Align top',
  icon: AlignStartHorizontal,
  shortcuts: ['Alt+W'],
  enabled: (scene) => canAlign(scene, 2),
  perform: (scene) => {
    alignSelection(scene, 'top');
  },
};
