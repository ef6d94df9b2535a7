/** The table of wires that the server's checker is tested with too: both must judge alike. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { GraphInput, Port, ValueKind } from '../api/types';
import { whyNoMoreNodes, whyNot } from './connect';
import { card, graph, node, port, ref } from './sample';

interface Table {
  inputs: GraphInput[];
  operators: Record<string, { in: Record<string, string>; out: Record<string, string> }>;
  cases: {
    name: string;
    nodes: Record<string, [string, Record<string, string>?]>;
    wire: [string, string];
    why: string | null;
    canvas?: string;
    /** the operator that the canvas offers to put between */
    between?: string;
  }[];
  counts: { nodes: number; why: string | null }[];
}

const table = JSON.parse(readFileSync('../tests/cases/wires.json', 'utf8')) as Table;

function ports(texts: Record<string, string>): Port[] {
  return Object.entries(texts).map(([name, text]) => {
    const kinds = (text.split(' ').at(-1) ?? '').split('|') as ValueKind[];
    return port(name, kinds, { each: text.startsWith('each '), all: text.startsWith('all ') });
  });
}

const catalogue = {
  operators: Object.entries(table.operators).map(([id, sides]) =>
    card(id, id, ports(sides.in), ports(sides.out)),
  ),
  kinds: [],
  limits: {
    nodes: 20,
    inputs: 32,
    image_bytes: 1,
    video_bytes: 1,
    video_seconds: 600,
    audio_bytes: 1,
    audio_seconds: 1800,
  },
};

describe('the shared table of wires', () => {
  it.each(table.cases)('$name', ({ nodes, wire: [source, target], why, canvas, between }) => {
    const made = graph(
      ...Object.entries(nodes).map(([id, [operator, wires]]) => node(id, operator, wires)),
    );
    const refusal = whyNot({ ...made, inputs: table.inputs }, catalogue, ref(source), ref(target));
    expect(refusal?.code ?? null).toBe(canvas ?? why);
    if (between !== undefined)
      expect(refusal?.fix).toMatchObject({ kind: 'between', operator: between });
    if (refusal) expect([refusal.message, refusal.cure].every(Boolean)).toBe(true);
  });

  it.each(table.counts)('$nodes nodes', ({ nodes, why }) => {
    const before = Array.from({ length: nodes - 1 }, (_, index) => node(`n${index}`, 'offset'));
    expect(whyNoMoreNodes(graph(...before), catalogue)?.code ?? null).toBe(why);
  });
});
