/** A batch as a grid: one column an input, one row a node. Pure. */
import type { ApiProblem, PortOutputs, Run, RunInput, Tree } from '../../../api/types';
import { isError, leavesOf } from '../../../previews/tree';
import { hasEnded } from '../../../store/fold';

export interface Column {
  key: string;
  name: string;
  /** what was read; null for an input that was refused */
  input: RunInput | null;
  refused: ApiProblem | null;
}
export type Cell =
  | { state: 'done'; ports: PortOutputs; error: ApiProblem | null }
  | { state: 'failed' | 'skipped' | 'refused'; error: ApiProblem }
  | { state: 'waiting'; words: string };

/** Every input that was given, in the order it was given in. */
export function columnsOf(run: Run): Column[] {
  const refused = new Map(run.refused?.map((each) => [each.place, each]));
  const inputs = [...run.inputs];
  return Array.from({ length: inputs.length + refused.size }, (_, place): Column => {
    const bad = refused.get(place);
    if (bad) return { key: `refused-${place}`, name: bad.name, input: null, refused: bad.error };
    const input = inputs.shift() ?? null;
    return {
      key: `input-${place}`,
      name: input?.name || `input ${place + 1}`,
      input,
      refused: null,
    };
  });
}

export function errorIn(ports: PortOutputs): ApiProblem | null {
  for (const tree of Object.values<Tree>(ports)) {
    for (const leaf of leavesOf(tree)) if (isError(leaf)) return leaf.error;
  }
  return null;
}

const NOT_RUN: ApiProblem = { code: 'skipped', message: 'Not run: a node before it failed.' };

export function cellOf(run: Run, node: string, column: Column): Cell {
  if (column.refused) return { state: 'refused', error: column.refused };
  const ports = run.outputs[node]?.[column.input?.index ?? -1];
  if (ports) return { state: 'done', ports, error: errorIn(ports) };
  const state = run.nodes[node];
  if (state?.status === 'failed') return { state: 'failed', error: state.error ?? NOT_RUN };
  if (state?.status === 'skipped') return { state: 'skipped', error: state.error ?? NOT_RUN };
  if (state?.status === 'running') return { state: 'waiting', words: 'Working' };
  if (state?.status === 'succeeded') return { state: 'waiting', words: 'Loading' };
  return { state: 'waiting', words: hasEnded(run.status) ? 'Not run' : 'Waiting' };
}

/** Whether anything went wrong with this input, as far as is known by now. */
export function hasFailed(run: Run, column: Column): boolean {
  if (column.refused) return true;
  return Object.keys(run.nodes).some((node) => {
    const cell = cellOf(run, node, column);
    return cell.state !== 'waiting' && cell.error !== null;
  });
}
