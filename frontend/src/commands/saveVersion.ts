import { Save } from 'lucide-react';
import { type Command, isEditable } from './command';

export const saveVersion: Command = {
  id: 'saveVersion',
  label: 'Save as new version',
  icon: Save,
  shortcuts: ['Mod+S'],
  always: true,
  enabled: isEditable,
  perform: ({ page }) => {
    page.saveVersion();
  },
};
