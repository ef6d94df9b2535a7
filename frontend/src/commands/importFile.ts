import { FileInput } from 'lucide-react';
import { type Command, isEditable } from './command';
import { takeFile } from './takeIn';

/**
 * A workflow from a file: what is in it is shown before it changes anything. It has no key, because browsers open
 * no file chooser for keys that they use themselves.
 */
export const importFile: Command = {
  id: 'importFile',
  label: 'Import a file',
  icon: FileInput,
  shortcuts: [],
  enabled: isEditable,
  perform: (scene) => {
    const chooser = document.createElement('input');
    chooser.type = 'file';
    chooser.accept = '.json,.png,application/json,image/png';
    chooser.addEventListener('change', () => {
      const [file] = chooser.files ?? [];
      if (file) void takeFile(scene, file);
    });
    chooser.click();
  },
};
