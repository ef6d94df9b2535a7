import { describe, expect, it } from 'vitest';
import type { GraphDocument, OperatorCard, Port } from '../api/types';
import { sourcesFor } from './connect';
import { findOutput, outputPorts } from './ports';

const port = (name: string, entry_of?: string): Port => ({
  name,
  title: name,
  kinds: ['boolean'],
  required: false,
  each: false,
  all: false,
  ...(entry_of ? { entry_of } : {}),
  help: '',
});
const card = {
  id: 'switch',
  aliases: [],
  inputs: [],
  outputs: [...[1, 2, 3, 4].map((number) => port(`case_${number}`, 'cases')), port('otherwise')],
} as unknown as OperatorCard;
const shown = (cases: unknown, wired: string[] = []) =>
  outputPorts({ params: { cases } }, card, wired).map(({ name }) => name);

describe('the outputs that a card shows', () => {
  it('are as many as the setting has entries, and one before there are any', () => {
    expect(shown(['a', 'b', 'c'])).toEqual(['case_1', 'case_2', 'case_3', 'otherwise']);
    expect(shown([])).toEqual(['case_1', 'otherwise']);
    expect(shown(undefined)).toEqual(['case_1', 'otherwise']);
  });

  it('are the lists of a mapping counted together', () => {
    expect(shown({ a: ['sum', 'max'], b: ['min'] })).toHaveLength(4);
  });

  it('are all of them where the setting follows a value', () => {
    expect(shown({ $ref: 'IN.cases' })).toHaveLength(5);
  });

  it('are also those that a wire takes', () => {
    expect(shown(['a'], ['case_3'])).toEqual(['case_1', 'case_3', 'otherwise']);
  });

  it('are what an input may be wired to, while a wire from another stays good', () => {
    const graph = {
      schema: 1,
      inputs: [],
      nodes: [
        { id: 's', operator: 'switch', params: { cases: ['a', 'b'] } },
        { id: 'n', operator: 'switch' },
      ],
    } as GraphDocument;
    const catalogue = { operators: [card] } as never;
    const sources = sourcesFor(graph, catalogue, { node: 'n', port: 'when' });
    expect(sources.map((source) => source.port)).toEqual(['case_1', 'case_2', 'otherwise']);
    expect(findOutput(graph, catalogue, { node: 's', port: 'case_4' })?.name).toBe('case_4');
  });
});
