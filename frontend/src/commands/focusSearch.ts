import { Search } from 'lucide-react';
import { type Command, isEditable } from './command';

export const focusSearch: Command = {
  id: 'focusSearch',
  label: 'Search nodes',
  icon: Search,
  shortcuts: ['/'],
  enabled: isEditable,
  perform: ({ page }) => {
    page.focusSearch();
  },
};
