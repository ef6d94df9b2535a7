import { Map } from 'lucide-react';
import type { Command } from './command';

export const toggleMinimap: Command = {
  id: 'toggleMinimap',
  label: 'Show or hide the minimap',
  icon: Map,
  shortcuts: ['M'],
  enabled: () => true,
  perform: ({ page }) => {
    page.toggleMinimap();
  },
};
