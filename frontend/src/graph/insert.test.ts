import { describe, expect, it } from 'vitest';
import { insertNode } from './insert';
import { findCard, wiresOf } from './ports';
import { catalogue, plates } from './sample';

const document = { graph: plates, layout: { nodes: {} } };
const wireCalled = (id: string) => {
  const wire = wiresOf(plates).find((each) => each.id === id);
  if (!wire) throw new Error(`no wire ${id}`);
  return wire;
};
const insert = (operator: string, wire: string) => {
  const card = findCard(catalogue, operator);
  if (!card) throw new Error(`no operator ${operator}`);
  return insertNode(document, catalogue, card, { x: 10, y: 20 }, wireCalled(wire));
};

describe('putting a node into a wire', () => {
  it('joins both halves through the new node', () => {
    const found = insert('region-offset', 'find.regions>widen.regions');
    if (!found) throw new Error('it fits');
    const [after, id] = found;
    const wires = wiresOf(after.graph).map((wire) => wire.id);
    expect(wires).toContain(`find.regions>${id}.regions`);
    expect(wires).toContain(`${id}.regions>widen.regions`);
    expect(wires).not.toContain('find.regions>widen.regions');
    expect(after.layout.nodes[id]).toEqual({ x: 10, y: 20 });
  });

  it('leaves a wire alone that carries something else', () => {
    expect(insert('region-offset', 'IN.image>find.image')).toBeNull();
  });
});
