import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { checkGraph } from '../api/client';
import type { GraphDocument, GraphNode, OperatorCard } from '../api/types';
import { resolveSchema } from '../graph/params';
import { isQuery } from '../graph/query/isQuery';
import { shownDocument, useEditor } from '../store/editor';

const SETTLED_MS = 400;
const NONE: Readonly<Record<string, string>> = {};

/** A text once nobody has changed it for a moment. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => {
      setSettled(text);
    }, SETTLED_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [text]);
  return settled;
}

/** What only the server can say of a node's settings: whether their conditions and operations are sound. */
export function useParamFaults(
  node: GraphNode,
  card: OperatorCard,
  disabled: boolean,
): Readonly<Record<string, string>> {
  const at = useEditor((state) => state.workflow);
  const inputs = useEditor((state) => shownDocument(state).graph.inputs);
  const asks = Object.entries(card.params.properties ?? {}).some(
    ([name, property]) =>
      node.params?.[name] !== undefined && isQuery(resolveSchema(property, card.params).widget),
  );
  const { id, operator, params } = node;
  const alone = JSON.stringify({ schema: 1, inputs, nodes: [{ id, operator, params }] });
  const settled = useSettled(alone);
  const found = useQuery({
    queryKey: ['param-faults', at, settled],
    queryFn: () => checkGraph(at, JSON.parse(settled) as GraphDocument),
    enabled: asks && !disabled,
    staleTime: Infinity,
  });
  if (!asks || !found.data) return NONE;
  return Object.fromEntries(
    found.data.flatMap(({ code, port, message }) =>
      code === 'bad_params' && port ? [[port, message.replace(`${id}: `, '')]] : [],
    ),
  );
}
