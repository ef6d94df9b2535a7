import { Play } from 'lucide-react';
import type { Command } from './command';

export const run: Command = {
  id: 'run',
  label: 'Run',
  icon: Play,
  shortcuts: ['Mod+Enter'],
  always: true,
  enabled: ({ page }) => page.canRun(),
  perform: ({ page }) => {
    page.run();
  },
};
