import { type CommandScene, hasSelection, isEditable } from './command';
import { copiedText, tellCopied } from './copy';
import { deleteSelection } from './deleteSelection';
import { isTyping } from './shortcuts';
import { takeFile, takePicture, takeText } from './takeIn';

/**
 * Copy, cut and paste as the browser reports them: they need no permission, work on pages served over plain HTTP,
 * and come from the browser's own menu too. Fields and marked text keep theirs.
 */
export function listenToClipboard(scene: CommandScene): () => void {
  const give = (event: ClipboardEvent): boolean => {
    if (isTyping(event.target) || window.getSelection()?.toString()) return false;
    const text = hasSelection(scene) ? copiedText(scene) : null;
    if (text === null) return false;
    event.preventDefault();
    event.clipboardData?.setData('text/plain', text);
    return true;
  };
  const copy = (event: ClipboardEvent) => {
    if (give(event)) tellCopied(scene);
  };
  const cut = (event: ClipboardEvent) => {
    if (isEditable(scene) && give(event)) void deleteSelection.perform(scene);
  };
  const paste = (event: ClipboardEvent) => {
    if (isTyping(event.target) || !isEditable(scene)) return;
    const [file] = event.clipboardData?.files ?? [];
    const text = event.clipboardData?.getData('text/plain') ?? '';
    event.preventDefault();
    if (file?.type.startsWith('image/')) void takePicture(scene, file);
    else if (file) void takeFile(scene, file);
    else void takeText(scene, text);
  };
  document.addEventListener('copy', copy);
  document.addEventListener('cut', cut);
  document.addEventListener('paste', paste);
  return () => {
    document.removeEventListener('copy', copy);
    document.removeEventListener('cut', cut);
    document.removeEventListener('paste', paste);
  };
}
