/** Running from the canvas. How a run is put together is not part of the first load. */
import type { EditorStore } from '../../store/editor';
import type { GestureStore } from '../../store/gesture';
import { soon } from '../../ui/lazily';
import type { HowToRun } from './runDraft';

const runDraft = soon(() => import('./runDraft'));

/** Runs what is shown, on these files when there are any. */
export async function run(
  editor: EditorStore,
  gesture: GestureStore,
  how: HowToRun & { files?: File[] } = {},
): Promise<void> {
  const loaded = await runDraft().catch(() => null);
  if (!loaded) {
    gesture.getState().tell('The run could not begin.', 'Check the connection, then try again.');
    return;
  }
  if (how.files) loaded.takeFiles(editor, how.files);
  await loaded.runShown(editor, gesture, how);
}
