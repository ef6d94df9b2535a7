import { ZoomOut } from 'lucide-react';
import type { Command } from './command';

export const zoomOut: Command = {
  id: 'zoomOut',
  label: 'Zoom out',
  icon: ZoomOut,
  shortcuts: ['-'],
  enabled: () => true,
  perform: ({ view }) => {
    view.zoomOut();
  },
};
