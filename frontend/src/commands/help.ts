import { CircleHelp } from 'lucide-react';
import type { Command } from './command';

export const help: Command = {
  id: 'help',
  label: 'Show keys',
  icon: CircleHelp,
  shortcuts: ['?'],
  enabled: () => true,
  perform: ({ page }) => {
    page.help();
  },
};
