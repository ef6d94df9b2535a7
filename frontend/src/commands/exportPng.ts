import { FileImage } from 'lucide-react';
import type { Command } from './command';
import { download } from './download';

/** A PNG that holds the graph: dropped on a canvas, it is the workflow again. */
export const exportPng: Command = {
  id: 'exportPng',
  label: 'Download as picture',
  icon: FileImage,
  shortcuts: [],
  enabled: () => true,
  perform: (scene) => download(scene, 'weft-png'),
};
