import { describe, expect, it } from 'vitest';
import type { GraphDocument, GraphProblem } from '../api/types';
import { ours, stillTold, withTold } from './told';

const problem = (code: string, node = 'ask'): GraphProblem => ({
  node,
  port: null,
  code,
  message: '',
  cure: '',
});
const LACKS = problem('missing_connection');
const LOOSE = problem('missing_input');
const graph = (...ids: string[]): GraphDocument => ({
  schema: 1,
  inputs: [],
  nodes: ids.map((id) => ({ id, operator: 'a' })),
});

describe('problems that the server tells', () => {
  it('stand beside ours, which are not repeated', () => {
    expect(withTold([LOOSE], [LOOSE, LACKS])).toEqual([LOOSE, LACKS]);
    expect(ours([LOOSE, LACKS])).toEqual([LOOSE]);
  });

  it('stay until their node changes or goes', () => {
    const before = graph('ask', 'say');
    const [ask, say] = before.nodes;
    const same = { ...before, nodes: [ask, say].flatMap((node) => node ?? []) };
    expect(stillTold([LACKS], before, same)).toEqual([LACKS]);
    expect(stillTold([LACKS], before, graph('ask', 'say'))).toEqual([]);
    expect(stillTold([LACKS], before, graph('say'))).toEqual([]);
  });
});
