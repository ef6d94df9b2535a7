import { FileInput } from 'lucide-react';
import { type Command, isEditable } from './command';
import { takeFiles } from './takeIn';

/**
 * A workflow or a model from files: what is in them is shown before it changes anything. It has no key, because browsers open
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
    chooser.accept = '.json,.png,.yml,.yaml,.onnx,.txt,application/json,image/png';
    chooser.multiple = true;
    chooser.addEventListener('change', () => {
      void takeFiles(
        scene,
        [...(chooser.files ?? [])].map((file) => ({ name: file.name, file })),
      );
    });
    chooser.click();
  },
};
