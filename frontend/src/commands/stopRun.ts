import { Square } from 'lucide-react';
import type { Command } from './command';

/** Esc stops too, through `clearSelection`, once there is nothing else to let go of. */
export const stopRun: Command = {
  id: 'stopRun',
  label: 'Stop the run',
  icon: Square,
  shortcuts: [],
  enabled: ({ page }) => page.isRunning(),
  perform: ({ page }) => {
    page.stopRun();
  },
};
