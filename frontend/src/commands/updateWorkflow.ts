import { CheckCheck } from 'lucide-react';
import { type Command, isEditable } from './command';

/** Saves a version and goes back to the workflow's page. */
export const updateWorkflow: Command = {
  id: 'updateWorkflow',
  label: 'Update workflow',
  icon: CheckCheck,
  shortcuts: ['Mod+Shift+S'],
  always: true,
  enabled: isEditable,
  perform: ({ page }) => {
    page.updateWorkflow();
  },
};
