/** Runs what the canvas shows on the chosen input, or says what is missing. */
import type { RunTarget } from '../../api/client';
import { problemOf } from '../../api/problem';
import { upstreamOf } from '../../graph/cycles';
import { inWords, mediaTaken, whyNotFile, whyTooLong } from '../../graph/files';
import { ours } from '../../graph/told';
import { type EditorState, type EditorStore, shownDocument, shownRun } from '../../store/editor';
import type { GestureStore } from '../../store/gesture';
import { startRun } from '../../store/run';
import { inputOfFiles, missingMedia, sourceOf } from '../../store/runInput';

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
  state: EditorState,
  nodes: ReadonlySet<string> | null,
  { again }: HowToRun,
): [string, string] | null {
  const { viewing, problems, input } = state;
  const inTheWay = ours(problems).filter(({ node }) => !nodes || !node || nodes.has(node));
  const [first] = inTheWay;
  if (!viewing && first) {
    const more = inTheWay.length > 1 ? ` (and ${inTheWay.length - 1} more)` : '';
    return [`${first.message}${more}`, first.cure];
  }
  if (again) return null;
  if (!input) return ['There is no input to run on.', 'Choose a sample, or drop a file on IN.'];
  const { graph } = shownDocument(state);
  if (input.kind === 'files') {
    const kinds = mediaTaken(graph);
    const [wrong] = input.files.flatMap(
      (file) => whyNotFile(file, kinds, state.catalogue.limits) ?? [],
    );
    if (wrong) return [wrong, ''];
  }
  const missing = missingMedia(input, graph, state.catalogue);
  if (missing.length === 0) return null;
  return [
    `The workflow also takes ${inWords(missing, 'and')}.`,
    missing.includes('text') ? 'Write it below the samples, then run.' : 'Drop it on IN too.',
  ];
}

/** What only the files themselves tell: how long they play. */
async function whyTooLongNow({ input, catalogue }: EditorState): Promise<string | null> {
  if (input?.kind !== 'files') return null;
  const { mediaLength } = await import('../../ui/mediaLength');
  for (const file of input.files) {
    const seconds = await mediaLength(file);
    const wrong = seconds === null ? null : whyTooLong(file, seconds, catalogue.limits);
    if (wrong) return wrong;
  }
  return null;
}

/** Bytes from which on it is told how much has gone. */
const WORTH_TELLING = 2_000_000;

function sizeOf(files: readonly File[]): number {
  return files.reduce((sum, file) => sum + file.size, 0);
}

/** Makes files the input, beside or in place of what was there. */
export function takeFiles(editor: EditorStore, files: File[]): void {
  const { input, setInput } = editor.getState();
  setInput(inputOfFiles(files, input, shownDocument(editor.getState()).graph));
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
  const source = how.again
    ? { again: how.again }
    : state.input && sourceOf(state.input, shownDocument(state).graph);
  if (!source) return;
  hush();
  state.setStarting(nodes ?? true);
  const tooLong = how.again ? null : await whyTooLongNow(state);
  if (tooLong) {
    state.setStarting(false);
    tell(tooLong);
    return;
  }
  if ('files' in source && sizeOf(source.files) > WORTH_TELLING)
    source.onSent = (done, total) => {
      state.setSent(total > 0 ? done / total : null);
    };
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
  } finally {
    state.setSent(null);
  }
}
