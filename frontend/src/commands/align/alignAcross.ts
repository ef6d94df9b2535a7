import { AlignHorizontalSpaceAround } from 'lucide-react';
import type { Command } from '../command';
import { alignSelection, canAlign } from './alignSelection';

export const alignAcross: Command = {
  id: 'alignAcross',
  label: 'Spread across',
  icon: AlignHorizontalSpaceAround,
  shortcuts: [],
  enabled: (scene) => canAlign(scene, 3),
  perform: (scene) => {
    alignSelection(scene, 'across');
  },
};
