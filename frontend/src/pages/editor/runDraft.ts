/** Runs what the canvas shows on the chosen input, or says what is missing. */
import type { RunSource, RunTarget } from '../../api/client';
import { problemOf } from '../../api/problem';
import type { EditorState, EditorStore, RunInput } from '../../store/editor';
import type { GestureStore } from '../../store/gesture';
import { startRun } from '../../store/run';

function sourceOf(input: RunInput): RunSource {
  switch (input.kind) {
    case 'sample':
      return { inputs: [{ sample: input.sample.id }] };
    case 'files':
      return { files: input.files };
    case 'text':
      return { text: input.text };
  }
}

function targetOf({ viewing, document }: EditorState): RunTarget {
  if (viewing?.kind === 'version') return { version: viewing.id };
  if (viewing?.run.version) return { version: viewing.run.version };
  const { graph, layout } = viewing ?? document;
  return { graph, layout };
}

/** The sentence that says why a run cannot start; null when it can. */
function whyNotNow({ viewing, problems, input }: EditorState): [string, string] | null {
  const [first] = problems;
  if (!viewing && first) {
    const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
    return [`${first.message}${more}`, first.cure];
  }
  return input ? null : ['There is no input to run on.', 'Choose a sample, or drop a file on IN.'];
}

export async function runShown(editor: EditorStore, gesture: GestureStore): Promise<void> {
  const state = editor.getState();
  const { tell, hush } = gesture.getState();
  if (state.starting) return;
  const refusal = whyNotNow(state);
  if (refusal || !state.input) {
    if (refusal) tell(...refusal);
    return;
  }
  hush();
  state.setStarting(true);
  try {
    const run = await startRun(state.workflow, targetOf(state), sourceOf(state.input));
    if (state.viewing?.kind === 'run') editor.getState().viewRun(run);
    else editor.getState().showRun(run.id);
  } catch (error) {
    const problem = problemOf(error);
    editor.getState().setStarting(false);
    if (problem.problems) editor.getState().setProblems(problem.problems);
    tell(problem.message);
  }
}

export function inputOfFiles(files: File[]): RunInput {
  const [first] = files;
  const preview = first?.type.startsWith('image/') ? URL.createObjectURL(first) : null;
  return { kind: 'files', files, preview };
}
