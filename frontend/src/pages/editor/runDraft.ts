/** Runs what the canvas shows on the chosen input, or says what is missing. */
import type { RunSource, RunTarget } from '../../api/client';
import { problemOf } from '../../api/problem';
import { upstreamOf } from '../../graph/cycles';
import { type EditorState, type EditorStore, type RunInput, shownRun } from '../../store/editor';
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

/** How much of the canvas to run, and on what. */
export interface HowToRun {
  /** only to these nodes; none: all */
  targets?: readonly string[];
  /** go on with this run: its input, and what it finished */
  again?: string;
}

function targetOf({ viewing, document }: EditorState, targets?: readonly string[]): RunTarget {
  if (viewing?.kind === 'version') return { version: viewing.id };
  if (viewing?.kind === 'run' && viewing.run.version) return { version: viewing.run.version };
  if (viewing) return { graph: viewing.graph, layout: viewing.layout };
  return { ...document, pins: true, ...(targets && { targets: [...targets] }) };
}

/** The nodes that will run; null for all of them. */
function nodesFor({ document }: EditorState, targets?: readonly string[]): Set<string> | null {
  if (!targets) return null;
  return new Set(targets.flatMap((id) => [id, ...upstreamOf(document.graph, id)]));
}

/** The sentence that says why a run cannot start; null when it can. */
function whyNotNow(
  { viewing, problems, input }: EditorState,
  nodes: ReadonlySet<string> | null,
  { again }: HowToRun,
): [string, string] | null {
  const inTheWay = problems.filter(({ node }) => !nodes || !node || nodes.has(node));
  const [first] = inTheWay;
  if (!viewing && first) {
    const more = inTheWay.length > 1 ? ` (and ${inTheWay.length - 1} more)` : '';
    return [`${first.message}${more}`, first.cure];
  }
  return input || again
    ? null
    : ['There is no input to run on.', 'Choose a sample, or drop a file on IN.'];
}

export async function runShown(
  editor: EditorStore,
  gesture: GestureStore,
  how: HowToRun = {},
): Promise<void> {
  const state = editor.getState();
  const { tell, hush } = gesture.getState();
  if (state.starting !== false) return;
  const nodes = nodesFor(state, how.targets);
  const refusal = whyNotNow(state, nodes, how);
  if (refusal) {
    tell(...refusal);
    return;
  }
  const source = how.again ? { again: how.again } : state.input && sourceOf(state.input);
  if (!source) return;
  hush();
  state.setStarting(nodes ?? true);
  try {
    const target = targetOf(state, how.targets);
    const run = await startRun(state.workflow, target, source, shownRun(state));
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
