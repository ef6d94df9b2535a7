/** Room for a node that came into a wire: what runs after it moves to the right. */
import type { Layout } from '../api/types';
import { upstreamOf } from './cycles';
import { moveNodes, type WorkflowDocument } from './document';
import { wiresOf } from './ports';

const NODE_WIDTH = 220;
const GAP = 40;

export function makeRoom({ graph, layout }: WorkflowDocument, id: string): Layout {
  const place = layout.nodes[id];
  if (!place) return layout;
  const next = wiresOf(graph).filter((wire) => wire.source.node === id);
  const missing = next.map(({ target }) => {
    const after = layout.nodes[target.node];
    return after && after.x >= place.x - NODE_WIDTH ? place.x + NODE_WIDTH + GAP - after.x : 0;
  });
  const dx = Math.max(0, ...missing);
  if (dx === 0) return layout;
  const after = graph.nodes.filter((node) => upstreamOf(graph, node.id).has(id));
  return moveNodes(
    layout,
    Object.fromEntries(
      after.map(({ id: other }) => {
        const { x, y } = layout.nodes[other] ?? { x: 0, y: 0 };
        return [other, { x: x + dx, y }];
      }),
    ),
  );
}
