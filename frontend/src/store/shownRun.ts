/** The run that the canvas shows, node by node. */
import { createContext, useContext, useMemo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { NodeState, Pin, PortOutputs, Run } from '../api/types';
import { type PinVerdict, staleNodes } from '../graph/stale';
import { shownDocument, shownRun, useEditor } from './editor';
import { QUEUED } from './fold';
import { usePin, usePinsOnShow } from './pins';
import { runChain, useFollowRun, useNodeRun, useRunStore, useWarmLink } from './run';

const NOTHING: ReadonlySet<string> = new Set();
const StaleContext = createContext<ReadonlySet<string>>(NOTHING);
export const StaleNodes = StaleContext.Provider;

function inputsOf(run: Run): string {
  return run.inputs.map((input) => input.blob ?? input.text ?? '').join('\n');
}

function pinVerdict(run: Run, pin: Pin | undefined, node: string): PinVerdict {
  if (!pin) return run.pinned.includes(node) ? 'gone' : null;
  return JSON.stringify(run.outputs[node]) === JSON.stringify(pin.outputs) ? 'same' : 'differs';
}

/** Nodes of the canvas whose shown result is not what a run would give now. */
function staleOnShow(
  graph: Run['graph'],
  chain: readonly Run[],
  pins: ReadonlyMap<string, Pin>,
): ReadonlySet<string> {
  const stale = new Set<string>();
  const [newest] = chain;
  for (const run of chain) {
    const since = staleNodes(run.graph, graph, (node) => pinVerdict(run, pins.get(node), node));
    const elsewhere = newest !== undefined && inputsOf(run) !== inputsOf(newest);
    for (const { id } of graph.nodes) {
      if (chain.find((each) => each.nodes[id]) !== run) continue;
      if (since.has(id) || elsewhere) stale.add(id);
    }
  }
  return stale;
}

/** Worked out once, above the canvas, and not again while events only tell of progress. */
export function useStaleNodes(): ReadonlySet<string> {
  const graph = useEditor((state) => shownDocument(state).graph);
  const id = useEditor(shownRun);
  useWarmLink();
  useFollowRun(id);
  const pins = usePinsOnShow();
  const pinned = [...pins.keys()];
  // What staleness depends on, and nothing else of the runs.
  const parts = useRunStore(
    useShallow((store) =>
      runChain(store.entries, id).flatMap((run) => [
        run.graph,
        ...pinned.map((node) => run.outputs[node]),
      ]),
    ),
  );
  return useMemo(() => {
    if (parts.length === 0) return NOTHING;
    return staleOnShow(graph, runChain(useRunStore.getState().entries, id), pins);
  }, [parts, graph, id, pins]);
}

const PINNED: NodeState = { ...QUEUED, status: 'succeeded', ms: 0, pinned: true };

export interface ShownNodeRun {
  state: NodeState | undefined;
  outputs: PortOutputs[] | undefined;
  stale: boolean;
  /** the number of the earlier run this is of, when the run on show left the node out */
  kept: number | null;
}

/** One node's state and outputs; a run that was just asked for shows its nodes as queued at once. */
export function useShownNode(id: string): ShownNodeRun {
  const starting = useEditor(({ starting: nodes }) => isStarting(nodes, id));
  const { state, cutOff, outputs, kept } = useNodeRun(useEditor(shownRun), id);
  const stale = useContext(StaleContext).has(id);
  const pin = usePin(id);
  // Whatever the last run had there: this is what the next one takes.
  if (pin) return { state: PINNED, outputs: pin.outputs, stale: false, kept: null };
  if (starting) return { state: QUEUED, outputs, stale: false, kept: null };
  return { state: cutOff ? undefined : state, outputs, stale, kept };
}

function isStarting(nodes: boolean | ReadonlySet<string>, id: string): boolean {
  return typeof nodes === 'boolean' ? nodes : nodes.has(id);
}
