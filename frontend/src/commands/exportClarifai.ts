import { FileCode } from 'lucide-react';
import type { Command } from './command';

export const exportClarifai: Command = {
  id: 'exportClarifai',
  label: 'Download as Clarifai YAML',
  icon: FileCode,
  shortcuts: [],
  enabled: () => true,
  perform: ({ page }) => {
    page.exportAs('clarifai');
  },
};
