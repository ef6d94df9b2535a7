import { RotateCw } from 'lucide-react';
import type { Command } from './command';

/** On the same input, from where it failed. */
export const rerunFailed: Command = {
  id: 'rerunFailed',
  label: 'Re-run failed nodes',
  icon: RotateCw,
  shortcuts: [],
  enabled: ({ page }) => page.canRun() && page.canRerunFailed(),
  perform: ({ page }) => {
    page.rerunFailed();
  },
};
