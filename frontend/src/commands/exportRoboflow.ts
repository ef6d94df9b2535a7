import { FileCode } from 'lucide-react';
import type { Command } from './command';

export const exportRoboflow: Command = {
  id: 'exportRoboflow',
  label: 'Download as Roboflow definition',
  icon: FileCode,
  shortcuts: [],
  enabled: () => true,
  perform: ({ page }) => {
    page.exportAs('roboflow');
  },
};
