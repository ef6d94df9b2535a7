import { FileJson } from 'lucide-react';
import type { Command } from './command';
import { download } from './download';

export const exportJson: Command = {
  id: 'exportJson',
  label: 'Download as JSON',
  icon: FileJson,
  shortcuts: [],
  enabled: () => true,
  perform: (scene) => download(scene, 'weft-json'),
};
