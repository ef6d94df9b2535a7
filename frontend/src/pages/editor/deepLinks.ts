/** The address says what is looked at: `?version=`, `?run=`, `?kept=`. Fetched after the first paint. */
import { getRun, getVersion, getWorkflow } from '../../api/client';
import { listVersionPages } from '../../api/history';
import { problemOf } from '../../api/problem';
import { keys, queryClient } from '../../api/queries';
import type { EditorStore, Viewing } from '../../store/editor';
import type { GestureStore } from '../../store/gesture';
import { putRun } from '../../store/run';

async function versionId(editor: EditorStore, wanted: string): Promise<string> {
  if (!/^v\d+$/.test(wanted)) return wanted;
  const ref = editor.getState().workflow;
  const { versions } = await queryClient.query({
    queryKey: keys.workflow(ref),
    queryFn: () => getWorkflow(ref),
  });
  return versions.find((each) => `v${each.number}` === wanted)?.id ?? wanted;
}

async function open(editor: EditorStore, gesture: GestureStore, search: string): Promise<void> {
  const params = new URLSearchParams(search);
  const [version, run, kept] = [params.get('version'), params.get('run'), params.get('kept')];
  try {
    if (run) {
      const found = await getRun(run);
      putRun(found);
      editor.getState().viewRun(found);
    } else if (version) {
      const ref = editor.getState().workflow;
      editor.getState().view(await getVersion(ref, await versionId(editor, version)));
    } else if (kept) {
      const page = await listVersionPages(editor.getState().workflow, 1);
      const found = page.kept.find(({ id }) => id === kept);
      if (found) editor.getState().viewKept(found);
      else gesture.getState().tell('This draft set aside is gone.', 'It was deleted.');
    }
  } catch (error) {
    gesture.getState().tell('This link did not open.', problemOf(error).message);
  }
}

function searchOf(viewing: Viewing | null): string {
  return viewing ? `?${viewing.kind}=${viewing.id}` : '';
}

/** Opens what the address names, then keeps the address true; the answer ends it. */
export function followAddress(editor: EditorStore, gesture: GestureStore): () => void {
  const opened = open(editor, gesture, location.search);
  let ended = false;
  const write = () => {
    const search = searchOf(editor.getState().viewing);
    if (!ended && search !== location.search)
      history.replaceState(history.state, '', location.pathname + search + location.hash);
  };
  const unsubscribe = editor.subscribe((now, before) => {
    if (now.viewing !== before.viewing) write();
  });
  void opened.then(write);
  return () => {
    ended = true;
    unsubscribe();
  };
}
