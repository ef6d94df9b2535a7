import { describe, expect, it } from 'vitest';
import { copyNodes, parseNodes, pasteNodes } from './clipboard';
import { endFor, whyNot } from './connect';
import { dependenciesOf, wouldLoop } from './cycles';
import { connect, disconnect, removeNodes, renameNode } from './document';
import { lineagesOf } from './lineage';
import { findNode, inputsOf, wiresOf } from './ports';
import { card, graph, node, port, ref } from './sample';
import { validate } from './validate';

const catalogue = {
  operators: [
    card(
      'gate',
      'Gate',
      [port('data', 'any', { many: true })],
      [
        port('passed', 'boolean', { required: false }),
        port('count', 'number', { required: false }),
      ],
    ),
    card('shout', 'Shout', [port('text', 'text')], [port('text', 'text', { required: false })]),
  ],
  limits: { nodes: 20, inputs: 32 },
} as never;
const two = {
  ...graph(
    node('ask', 'gate', { 'data.left': 'IN.text' }),
    node('say', 'shout', { text: 'IN.text' }),
  ),
  inputs: [{ name: 'text', type: 'text' }],
};

describe('gates and ports of several wires', () => {
  it('draws a gate as a wire, waits for it, and takes it away again', () => {
    const gated = connect(two, ref('ask.passed'), ref('say.when'));
    expect(findNode(gated, 'say')?.when).toEqual(['ask.passed']);
    expect(wiresOf(gated).map((wire) => wire.id)).toContain('ask.passed>say.when');
    expect(dependenciesOf(gated.nodes[1] as never)).toEqual(['ask']);
    expect(wouldLoop(gated, 'say', 'ask')).toBe(true);
    expect(validate(gated, catalogue)).toEqual([]);
    const cut = disconnect(gated, ref('ask.passed'), ref('say.when'));
    expect(findNode(cut, 'say')?.when).toEqual([]);
  });
  it('takes only a yes or no as a gate', () => {
    expect(whyNot(two, catalogue, ref('ask.passed'), ref('say.when'))).toBeNull();
    expect(whyNot(two, catalogue, ref('ask.count'), ref('say.when'))?.message).toBe(
      'A gate needs a yes or no; Gate gives a number here.',
    );
  });
  it('gives each wire of such a port a name of its own', () => {
    const first = endFor(two, catalogue, ref('say.text'), ref('ask.data'));
    expect(first).toEqual({ node: 'ask', port: 'data.say' });
    const more = connect(two, ref('say.text'), first);
    expect(endFor(more, catalogue, ref('say.text'), ref('ask.data')).port).toBe('data.say-2');
    expect(inputsOf(more, catalogue, 'ask').map(({ name }) => name)).toEqual([
      'data',
      'data.left',
      'data.say',
      'when',
    ]);
    expect(validate(more, catalogue)).toEqual([]);
  });
  it('names a gate that leads nowhere, and a name on a port of one wire', () => {
    const broken = graph({
      ...node('say', 'shout', { 'text.a': 'IN.text' }),
      when: ['gone.passed'],
    });
    const codes = validate({ ...broken, inputs: two.inputs }, catalogue).map(({ code }) => code);
    expect(codes).toEqual(['unknown_port', 'dangling_gate']);
  });
  it('carries gates through renaming, removing and pasting', () => {
    const gated = connect(two, ref('ask.passed'), ref('say.when'));
    const document = { graph: gated, layout: { nodes: {} } };
    const renamed = renameNode(document, 'ask', 'asked').graph;
    expect(findNode(renamed, 'say')?.when).toEqual(['asked.passed']);
    expect(findNode(removeNodes(document, ['ask']).graph, 'say')?.when).toEqual([]);
    const copied = parseNodes(copyNodes(document, ['ask', 'say']) ?? '');
    const [pasted, [, id]] = pasteNodes(document, copied as never, { x: 10, y: 10 });
    expect(findNode(pasted.graph, id ?? '')?.when).toEqual(['ask-2.passed']);
  });
  it('lets an input of nested lists split what follows', () => {
    const nested = { ...two, inputs: [{ name: 'text', type: 'text', levels: 2 }] };
    expect(lineagesOf(nested, catalogue).nodes.get('say')).toEqual(['IN', '\ntext']);
  });
  it('gathers the inputs of a call only where a port says so', () => {
    const joins = (more: object) =>
      ({
        operators: [card('join', 'Join', [port('texts', 'text', { all: true, ...more })], [])],
        limits: { nodes: 20, inputs: 32 },
      }) as never;
    const plain = { ...two, nodes: [node('join', 'join', { texts: 'IN.text' })] };
    expect(lineagesOf(plain, joins({})).clashes.has('join')).toBe(true);
    const { clashes, nodes } = lineagesOf(plain, joins({ of_inputs: true }));
    expect([clashes.size, nodes.get('join')]).toEqual([0, ['IN']]);
  });
});
