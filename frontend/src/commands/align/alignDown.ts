import { AlignVerticalSpaceAround } from 'lucide-react';
import type { Command } from '../command';
import { alignSelection, canAlign } from './alignSelection';

export const alignDown: Command = {
  id: 'alignDown',
  label: 'Spread down',
  icon: AlignVerticalSpaceAround,
  shortcuts: [],
  enabled: (scene) => canAlign(scene, 3),
  perform: (scene) => {
    alignSelection(scene, 'down');
  },
};
