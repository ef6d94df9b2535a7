/** A small catalogue and a way to write graphs in one line, for the tests of this folder. */
import type {
  Catalogue,
  GraphDocument,
  GraphNode,
  OperatorCard,
  Port,
  ValueKind,
} from '../api/types';

export function port(name: string, kinds: ValueKind | ValueKind[], more: Partial<Port> = {}): Port {
  const list = Array.isArray(kinds) ? kinds : [kinds];
  return {
    name,
    title: name,
    kinds: list,
    required: true,
    each: false,
    all: false,
    help: '',
    ...more,
  };
}

export function card(
  id: string,
  title: string,
  inputs: Port[],
  outputs: Port[],
  more: Partial<OperatorCard> = {},
): OperatorCard {
  return {
    id,
    title,
    hint: '',
    docs: '',
    group: 'All',
    icon: 'box',
    available: true,
    why_not: null,
    task: null,
    default_model: null,
    summary: null,
    aliases: [],
    inputs,
    outputs,
    params: { type: 'object', properties: {} },
    ...more,
  };
}

export const catalogue: Catalogue = {
  operators: [
    card('visual-detector', 'Detect', [port('image', 'image')], [port('regions', 'regions')], {
      task: 'detect',
      default_model: 'plates',
      aliases: ['detector'],
      summary: 'score over {min_value}',
      params: {
        type: 'object',
        properties: {
          min_value: { type: 'number', minimum: 0, maximum: 1, default: 0.4 },
          max_regions: { type: 'integer', minimum: 1, default: 100 },
          classes: { type: 'array', items: { type: 'string' }, default: [] },
        },
      },
    }),
    card(
      'image-crop',
      'Crop',
      [port('image', 'image'), port('regions', 'regions')],
      [port('image', 'image', { each: true })],
    ),
    card('region-offset', 'Offset', [port('regions', 'regions')], [port('regions', 'regions')]),
    card(
      'reader',
      'Read',
      [port('image', 'image')],
      [port('regions', 'regions'), port('text', 'text')],
    ),
    card(
      'prompter',
      'Prompt',
      [port('text', 'text'), port('concepts', 'concepts', { required: false })],
      [port('text', 'text')],
      {
        params: {
          type: 'object',
          properties: { template: { type: 'string', minLength: 1 } },
          required: ['template'],
        },
      },
    ),
    card('join', 'Join', [port('text', 'text', { all: true })], [port('text', 'text')]),
    card('compare', 'Compare', [port('a', 'any'), port('b', 'any')], [port('same', 'boolean')]),
    card('translate', 'Translate', [port('text', 'text')], [port('text', 'text')], {
      available: false,
      why_not: 'needs apertium',
    }),
  ],
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

export function node(
  id: string,
  operator: string,
  inputs: Record<string, string> = {},
  more: Partial<GraphNode> = {},
): GraphNode {
  const wired = Object.fromEntries(
    Object.entries(inputs).map(([name, source]) => [name, [source]]),
  );
  return {
    id,
    operator,
    ...(operator === 'visual-detector' ? { model: { id: 'plates' } } : {}),
    inputs: wired,
    ...more,
  };
}

export function graph(...nodes: GraphNode[]): GraphDocument {
  return { schema: 1, inputs: [{ name: 'image', type: 'image' }], nodes };
}

export const ref = (text: string) => {
  const dot = text.lastIndexOf('.');
  return { node: text.slice(0, dot), port: text.slice(dot + 1) };
};

/** IN -> find -> widen -> crop -> read */
export const plates = graph(
  node('find', 'visual-detector', { image: 'IN.image' }),
  node('widen', 'region-offset', { regions: 'find.regions' }),
  node('crop', 'image-crop', { image: 'IN.image', regions: 'widen.regions' }),
  node('read', 'reader', { image: 'crop.image' }),
);
