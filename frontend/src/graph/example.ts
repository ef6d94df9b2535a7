import type { GraphNode, OperatorCard, Port } from '../api/types';

const MEDIA = ['image', 'video', 'audio', 'text'];

/** What such a port would be wired to: a workflow's input, or a node before it. */
function sourceOf(port: Port): string {
  const media = port.kinds.find((kind) => MEDIA.includes(kind));
  if (media) return `IN.${media}`;
  const kind = port.kinds[0] ?? 'any';
  return `before.${kind === 'any' ? 'value' : kind}`;
}

/** A node of this type as it stands in a graph: what it needs wired, and its parameters as they are at first. */
export function exampleOf(card: OperatorCard): GraphNode {
  const needed = card.inputs.filter((port) => port.required);
  const wired = needed.length > 0 ? needed : card.inputs.slice(0, 1);
  const params = Object.entries(card.params.properties ?? {})
    .filter(([, param]) => param.default !== null && param.default !== undefined)
    .map(([name, param]) => [name, param.default] as const);
  return {
    id: card.id.split('-').at(-1) ?? card.id,
    operator: card.id,
    ...(card.default_model && { model: { id: card.default_model } }),
    ...(params.length > 0 && { params: Object.fromEntries(params) }),
    ...(wired.length > 0 && {
      inputs: Object.fromEntries(wired.map((port) => [port.name, [sourceOf(port)]])),
    }),
  };
}
