/** Outputs pinned on the draft. They are the server's data; while a version or run is on show, none are. */
import { useMemo } from 'react';
import { usePins } from '../api/queries';
import type { Pin } from '../api/types';
import { findNode } from '../graph/ports';
import { useEditor } from './editor';

const NONE: ReadonlyMap<string, Pin> = new Map();

/** By node: only pins of nodes that are there, and of the type that was pinned. */
export function usePinsOnShow(): ReadonlyMap<string, Pin> {
  const workflow = useEditor((state) => state.workflow);
  const graph = useEditor((state) => (state.viewing ? null : state.document.graph));
  const { data } = usePins(workflow, graph !== null);
  return useMemo(() => {
    if (!data?.length || !graph) return NONE;
    const fitting = data.filter((pin) => findNode(graph, pin.node)?.operator === pin.operator);
    return new Map(fitting.map((pin) => [pin.node, pin]));
  }, [data, graph]);
}

/** The pin of one node; changes only with it. */
export function usePin(node: string): Pin | undefined {
  const workflow = useEditor((state) => state.workflow);
  const operator = useEditor((state) =>
    state.viewing ? null : findNode(state.document.graph, node)?.operator,
  );
  const { data } = usePins(workflow, operator != null);
  return data?.find((pin) => pin.node === node && pin.operator === operator);
}
