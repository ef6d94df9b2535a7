import { describe, expect, it } from 'vitest';
import type { Run } from '../../../api/types';
import { columnsOf, hasFailed } from './columns';
import { asCsv, asJson } from './results';

const input = (index: number, name: string) => ({
  index,
  name,
  kind: 'text',
  blob: null,
  text: name,
  media_type: null,
  width: null,
  height: null,
});
const done = {
  status: 'succeeded' as const,
  ms: 1,
  queue_ms: 0,
  cached: false,
  progress: null,
  error: null,
  started_at: null,
  provider: null,
};
const text = (raw: string) => ({ text: { kind: 'text' as const, raw } });
const RUN = {
  id: 'r',
  workflow: 'w',
  version: 'v',
  status: 'partially_succeeded',
  graph: { schema: 1, inputs: [], nodes: [{ id: 'say', operator: 'prompter' }] },
  inputs: [input(0, 'a'), input(1, 'c'), input(2, 'd')],
  refused: [{ place: 1, name: 'b', error: { code: 'bad_media', message: 'Input 2: damaged.' } }],
  nodes: { say: done },
  outputs: {
    say: [
      text('hi, "you"'),
      text('=1+1'),
      { text: { error: { code: 'x', message: 'It broke.' } } },
    ],
  },
} as unknown as Run;

describe('a batch', () => {
  it('has a column for every input in the order it was given, refused ones too', () => {
    expect(columnsOf(RUN).map((column) => column.name)).toEqual(['a', 'b', 'c', 'd']);
    expect(columnsOf(RUN).map((column) => hasFailed(RUN, column))).toEqual([
      false,
      true,
      false,
      true,
    ]);
  });

  it('becomes a table that no spreadsheet takes for formulas', () => {
    expect(asCsv(RUN).split('\r\n')).toEqual([
      'input,error,say.text',
      'a,,"hi, ""you"""',
      'b,Input 2: damaged.,',
      `c,,"'=1+1"`,
      'd,It broke.,',
      '',
    ]);
  });

  it('becomes JSON with the outputs as they are stored', () => {
    const { inputs } = JSON.parse(asJson(RUN)) as {
      inputs: { outputs: unknown; error?: unknown }[];
    };
    expect(inputs[0]?.outputs).toEqual({ say: text('hi, "you"') });
    expect(inputs[1]).toMatchObject({ error: { code: 'bad_media' }, outputs: {} });
  });
});
