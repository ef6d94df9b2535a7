/** The workflow's inputs: added, renamed and taken away with all that hangs on them. */
import type { GraphDocument, GraphInput, GraphNode } from '../api/types';
import { referenceOf } from './cycles';
import type { WorkflowDocument } from './document';
import { IN } from './ports';

export const MEDIA = ['image', 'video', 'audio', 'text'] as const;
export type Medium = (typeof MEDIA)[number];
/** Values that a caller may set; each has a default. */
export const PARAMETERS = ['number', 'string', 'boolean'] as const;
export type InputType = Medium | (typeof PARAMETERS)[number];

const DEFAULTS: Record<(typeof PARAMETERS)[number], unknown> = {
  number: 0,
  string: '',
  boolean: false,
};
const NAME = /^[a-z][a-z0-9_]{0,63}$/;

export function isMedium(type: string): type is Medium {
  return (MEDIA as readonly string[]).includes(type);
}

/** Files are told apart by what they are: a workflow takes each medium once. */
export function canAddInput(graph: GraphDocument, type: InputType): boolean {
  return !isMedium(type) || !graph.inputs.some((input) => input.type === type);
}

function freeName(graph: GraphDocument, wanted: string): string {
  const taken = new Set(graph.inputs.map((input) => input.name));
  let name = wanted;
  for (let number = 2; taken.has(name); number += 1) name = `${wanted}_${number}`;
  return name;
}

export function addInput(document: WorkflowDocument, type: InputType): WorkflowDocument {
  const { graph } = document;
  if (!canAddInput(graph, type)) return document;
  const name = freeName(graph, isMedium(type) ? type : 'setting');
  const input: GraphInput = isMedium(type)
    ? { name, type }
    : { name, type, default: DEFAULTS[type] };
  return { ...document, graph: { ...graph, inputs: [...graph.inputs, input] } };
}

/** Every wire and reference that starts at an input, written anew or left out. */
function rewire(graph: GraphDocument, from: string, to: string | null): GraphDocument {
  const [old, now] = [`${IN}.${from}`, to === null ? null : `${IN}.${to}`];
  const change = (sources: readonly string[]) =>
    sources.flatMap((source) => (source === old ? (now ?? []) : source));
  const changed = (node: GraphNode): GraphNode => {
    const inputs = Object.entries(node.inputs ?? {})
      .map(([port, sources]) => [port, change(sources)] as const)
      .filter(([, sources]) => sources.length > 0);
    const params = Object.entries(node.params ?? {}).flatMap(([name, value]) => {
      if (referenceOf(value) !== old) return [[name, value] as const];
      return now === null ? [] : [[name, { $ref: now }] as const];
    });
    return {
      ...node,
      ...(node.inputs && { inputs: Object.fromEntries(inputs) }),
      ...(node.params && { params: Object.fromEntries(params) }),
    };
  };
  const outputs = graph.outputs?.flatMap((output) => {
    if (output.source !== old) return [output];
    return now === null ? [] : [{ ...output, source: now }];
  });
  return { ...graph, nodes: graph.nodes.map(changed), ...(outputs && { outputs }) };
}

export function removeInput(document: WorkflowDocument, name: string): WorkflowDocument {
  const graph = rewire(document.graph, name, null);
  return {
    ...document,
    graph: { ...graph, inputs: graph.inputs.filter((input) => input.name !== name) },
  };
}

/** "Least score" becomes `least_score`; null when nothing of it can be a name. */
export function inputNameOf(text: string): string | null {
  const name = text
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[_0-9]+|_+$/g, '');
  return NAME.test(name) ? name : null;
}

/** A name that is taken or that cannot be one changes nothing. */
export function renameInput(
  document: WorkflowDocument,
  from: string,
  wanted: string,
): WorkflowDocument {
  const to = inputNameOf(wanted);
  const taken = document.graph.inputs.some((input) => input.name === to);
  if (to === null || taken || to === from) return document;
  const graph = rewire(document.graph, from, to);
  const inputs = graph.inputs.map((input) =>
    input.name === from ? { ...input, name: to } : input,
  );
  return { ...document, graph: { ...graph, inputs } };
}

export function setInputDefault(
  document: WorkflowDocument,
  name: string,
  value: unknown,
): WorkflowDocument {
  const inputs = document.graph.inputs.map((input) =>
    input.name === name ? { ...input, default: value } : input,
  );
  return { ...document, graph: { ...document.graph, inputs } };
}
