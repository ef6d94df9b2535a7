/** A graph document from outside: every malformed place is named; what is well formed but wrong is kept. */
import type { GraphDocument, GraphInput, GraphNode, ModelRef } from '../../api/types';
import { isRecord } from '../readLayout';
import { UnreadableError } from './translator';

/** What the server's schema says of an id: no ", no \, nothing invisible, no space at either end. */
const ID =
  /^(?!\p{Zs})[^"\\\p{Cc}\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff]{1,64}(?<!\p{Zs})$/u;
const RESERVED = /^(\.\.?|__proto__|(note|group):[0-9]+)$/;
const MOST_NODES = 100;
const MODEL_FIELDS = ['id', 'user', 'app', 'version'] as const;

type Faults = string[];

function readModel(value: unknown, at: string, faults: Faults): ModelRef | undefined {
  if (value === undefined || value === null) return undefined;
  if (!isRecord(value) || typeof value.id !== 'string') {
    faults.push(`${at}.model has no id.`);
    return undefined;
  }
  const kept = MODEL_FIELDS.flatMap((field) => {
    const text = value[field];
    return typeof text === 'string' ? [[field, text] as const] : [];
  });
  return { id: value.id, ...Object.fromEntries(kept) };
}

function readWires(value: unknown, at: string, faults: Faults): Record<string, string[]> {
  if (value === undefined) return {};
  if (!isRecord(value)) {
    faults.push(`${at}.inputs must name a source for each port.`);
    return {};
  }
  return Object.fromEntries(
    Object.entries(value).map(([port, sources]) => {
      const list: unknown[] = Array.isArray(sources) ? sources : [sources];
      const texts = list.filter((source) => typeof source === 'string');
      if (texts.length < list.length)
        faults.push(`${at}.inputs.${port} must hold texts such as "IN.image".`);
      return [port, texts];
    }),
  );
}

/** Gates; what is no text leads nowhere. */
function readGates(value: unknown, at: string, faults: Faults): string[] {
  if (value === undefined || value === null) return [];
  const list: unknown[] = Array.isArray(value) ? value : [value];
  const texts = list.filter((source) => typeof source === 'string');
  if (texts.length < list.length) faults.push(`${at}.when must hold texts such as "ask.passed".`);
  return texts;
}

function readNode(value: unknown, index: number, faults: Faults): GraphNode | null {
  const at = `nodes[${index}]`;
  if (!isRecord(value)) {
    faults.push(`${at} is no node.`);
    return null;
  }
  const { id, operator, params } = value;
  if (typeof id !== 'string' || !ID.test(id) || RESERVED.test(id))
    faults.push(`${at} has no usable id.`);
  if (typeof operator !== 'string' || !operator) faults.push(`${at} names no operator.`);
  if (params !== undefined && !isRecord(params)) faults.push(`${at}.params must be an object.`);
  const model = readModel(value.model, at, faults);
  const inputs = readWires(value.inputs, at, faults);
  const when = readGates(value.when, at, faults);
  return {
    id: String(id),
    operator: String(operator),
    ...(model ? { model } : {}),
    ...(isRecord(params) ? { params } : {}),
    ...(Object.keys(inputs).length > 0 ? { inputs } : {}),
    ...(when.length > 0 ? { when } : {}),
  };
}

function readInput(value: unknown, index: number, faults: Faults): GraphInput | null {
  if (!isRecord(value) || typeof value.name !== 'string' || typeof value.type !== 'string') {
    faults.push(`inputs[${index}] needs a name and a type.`);
    return null;
  }
  const { name, type, levels } = value;
  return {
    name,
    type,
    ...(value.default === undefined ? {} : { default: value.default }),
    ...(typeof levels === 'number' && levels > 1 ? { levels } : {}),
  };
}

function listIn(value: Record<string, unknown>, name: string, faults: Faults): unknown[] {
  const list = value[name];
  if (list === undefined) return [];
  if (Array.isArray(list)) return list;
  faults.push(`${name} must be a list.`);
  return [];
}

/** The graph, or an `UnreadableError` that lists every malformed place. */
export function readGraph(value: unknown): GraphDocument {
  if (!isRecord(value)) throw new UnreadableError('There is no graph in it.');
  const faults: Faults = [];
  if (value.schema !== undefined && value.schema !== 1)
    faults.push(`schema ${JSON.stringify(value.schema)} is not known here; this Weft reads 1.`);
  const listed = listIn(value, 'nodes', faults);
  if (listed.length > MOST_NODES) faults.push(`It has ${listed.length} nodes; 20 are allowed.`);
  const nodes = listed
    .slice(0, MOST_NODES)
    .flatMap((node, index) => readNode(node, index, faults) ?? []);
  const inputs = listIn(value, 'inputs', faults).flatMap(
    (input, index) => readInput(input, index, faults) ?? [],
  );
  const outputs = listIn(value, 'outputs', faults).flatMap((output, index) => {
    if (isRecord(output) && typeof output.name === 'string' && typeof output.source === 'string')
      return [
        {
          name: output.name,
          source: output.source,
          ...(output.coordinates === 'own' ? { coordinates: 'own' as const } : {}),
        },
      ];
    faults.push(`outputs[${index}] needs a name and a source.`);
    return [];
  });
  if (faults.length > 0) throw new UnreadableError('The graph in it is malformed.', faults);
  return { schema: 1, inputs, nodes, ...(outputs.length > 0 ? { outputs } : {}) };
}
