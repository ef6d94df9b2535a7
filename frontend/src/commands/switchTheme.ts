import { SunMoon } from 'lucide-react';
import type { Command } from './command';

export const switchTheme: Command = {
  id: 'switchTheme',
  label: 'Switch light and dark',
  icon: SunMoon,
  shortcuts: [],
  enabled: () => true,
  perform: ({ page }) => {
    page.switchTheme();
  },
};
