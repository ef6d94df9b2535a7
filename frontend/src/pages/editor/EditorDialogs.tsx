import { useScene } from '../../commands/scene';
import { Webcam } from '../../panels/Webcam';
import { HelpDialog } from './HelpDialog';
import { SaveVersionDialog } from './SaveVersionDialog';
import type { OpenDialog } from './useEditorScene';
import type { VersionWords } from './useVersions';

interface EditorDialogsProps {
  open: OpenDialog;
  /** nothing was saved before */
  isNew: boolean;
  onClose: () => void;
  /** true when it was saved */
  onSave: (words: VersionWords) => Promise<boolean>;
}

export function EditorDialogs({ open, isNew, onClose, onSave }: EditorDialogsProps) {
  const { page } = useScene();
  if (open === 'camera') {
    return (
      <Webcam
        onTaken={(picture) => {
          onClose();
          page.runFiles([picture]);
        }}
        onClose={onClose}
      />
    );
  }
  if (open === 'help') return <HelpDialog onClose={onClose} />;
  if (open !== 'save') return null;
  const title = isNew ? 'Save workflow' : 'Save as new version';
  return <SaveVersionDialog title={title} onClose={onClose} onSave={onSave} />;
}
