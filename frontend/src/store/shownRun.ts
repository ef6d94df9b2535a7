/** The run that the canvas shows, node by node. */
import { createContext, useContext, useMemo } from 'react';
import type { NodeState, PortOutputs } from '../api/types';
import { staleNodes } from '../graph/stale';
import { shownDocument, shownRun, useEditor } from './editor';
import { useNodeRun, useRun } from './run';

const NOTHING: ReadonlySet<string> = new Set();
const StaleContext = createContext<ReadonlySet<string>>(NOTHING);
export const StaleNodes = StaleContext.Provider;

/** Which nodes were changed since the run on show; worked out once, above the canvas. */
export function useStaleNodes(): ReadonlySet<string> {
  const graph = useEditor((state) => shownDocument(state).graph);
  const run = useRun(useEditor(shownRun));
  const ran = run?.graph;
  return useMemo(() => (ran ? staleNodes(ran, graph) : NOTHING), [ran, graph]);
}

const QUEUED: NodeState = {
  status: 'queued',
  ms: null,
  queue_ms: null,
  cached: false,
  progress: null,
  error: null,
  started_at: null,
  provider: null,
};

export interface ShownNodeRun {
  state: NodeState | undefined;
  outputs: PortOutputs[] | undefined;
  stale: boolean;
}

/** One node's state and outputs; a run that was just asked for shows every node as queued at once. */
export function useShownNode(id: string): ShownNodeRun {
  const starting = useEditor((state) => state.starting);
  const { state, outputs } = useNodeRun(useEditor(shownRun), id);
  const stale = useContext(StaleContext).has(id);
  if (starting) return { state: QUEUED, outputs, stale: false };
  return { state, outputs, stale };
}
