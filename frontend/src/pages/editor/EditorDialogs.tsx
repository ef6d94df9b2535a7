import { useScene } from '../../commands/scene';
import { Microphone } from '../../panels/Microphone';
import { Webcam } from '../../panels/Webcam';
import { ClarifaiExport } from './ClarifaiExport';
import { CommandPalette } from './CommandPalette';
import { HelpDialog } from './HelpDialog';
import { RoboflowExport } from './RoboflowExport';
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
  const { editor, page } = useScene();
  switch (open) {
    case 'camera':
      return (
        <Webcam
          onTaken={(picture) => {
            onClose();
            page.runFiles([picture]);
          }}
          onClose={onClose}
        />
      );
    case 'microphone':
      return (
        <Microphone
          longest={editor.getState().catalogue.limits.audio_seconds}
          onTaken={(sound) => {
            onClose();
            page.runFiles([sound]);
          }}
          onClose={onClose}
        />
      );
    case 'clarifai':
      return <ClarifaiExport onClose={onClose} />;
    case 'roboflow':
      return <RoboflowExport onClose={onClose} />;
    case 'help':
      return <HelpDialog onClose={onClose} />;
    case 'palette':
    case 'find':
      return (
        <CommandPalette key={open} scope={open === 'find' ? 'nodes' : 'all'} onClose={onClose} />
      );
    case 'save': {
      const title = isNew ? 'Save workflow' : 'Save as new version';
      return <SaveVersionDialog title={title} onClose={onClose} onSave={onSave} />;
    }
    case null:
      return null;
  }
}
