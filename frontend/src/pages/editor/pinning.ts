/** Pins what is shown of nodes, so that the next runs take it instead of computing them. */
import { deletePin, putPin } from '../../api/client';
import { problemOf } from '../../api/problem';
import { keys, queryClient } from '../../api/queries';
import type { Pin } from '../../api/types';
import { IN, nodeName } from '../../graph/ports';
import { type EditorState, type EditorStore, shownRun } from '../../store/editor';
import type { GestureStore } from '../../store/gesture';
import { keepPin } from '../../store/keepPin';
import { runWithNode, useRunStore } from '../../store/run';

async function pin(state: EditorState, node: string): Promise<string | null> {
  const run = runWithNode(useRunStore.getState().entries, shownRun(state), node);
  if (!run || run.nodes[node]?.status !== 'succeeded') {
    const { graph, layout } = state.document;
    return `${nodeName(graph, state.catalogue, node, layout)} has no result to pin yet.`;
  }
  keepPin(state.workflow, node, await putPin(state.workflow, node, { run: run.id }));
  return null;
}

async function unpin({ workflow }: EditorState, node: string): Promise<null> {
  await deletePin(workflow, node);
  keepPin(workflow, node, null);
  return null;
}

/** Pins the selected nodes, or unpins them when all of them are. Says so when there is nothing to pin. */
export async function togglePins(editor: EditorStore, gesture: GestureStore): Promise<void> {
  const state = editor.getState();
  const nodes = [...state.selectedNodes].filter((node) => node !== IN);
  const pins = queryClient.getQueryData<Pin[]>(keys.pins(state.workflow)) ?? [];
  const isPinned = (node: string) => pins.some((each) => each.node === node);
  const act = nodes.every(isPinned) ? unpin : pin;
  const { tell, hush } = gesture.getState();
  hush();
  try {
    for (const node of nodes) {
      const refusal = await act(state, node);
      if (refusal) tell(refusal, 'Run to it first, then pin what it gave.');
    }
  } catch (error) {
    tell(problemOf(error).message);
  }
}
