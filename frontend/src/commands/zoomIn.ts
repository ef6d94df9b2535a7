import { ZoomIn } from 'lucide-react';
import type { Command } from './command';

export const zoomIn: Command = {
  id: 'zoomIn',
  label: 'Zoom in',
  icon: ZoomIn,
  shortcuts: ['+'],
  enabled: () => true,
  perform: ({ view }) => {
    view.zoomIn();
  },
};
