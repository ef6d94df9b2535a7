/** Drawing and cutting wires: the one door for mouse, touch, keys and the "Connect" list. */
import { endFor, type Refusal, whyNoMoreNodes, whyNot } from '../graph/connect';
import { connect, disconnect } from '../graph/document';
import { betweenNodes, insertNode } from '../graph/insert';
import { findCard, IN, inputsOf, outputsOf, type PortRef, type Wire } from '../graph/ports';
import type { EditorStore } from '../store/editor';
import { type GestureStore, portKey, type WireStart } from '../store/gesture';

interface Stores {
  editor: EditorStore;
  gesture: GestureStore;
}

/** For every port on the other side, why the wire cannot end there; null when it can. */
export function verdictsFor(
  editor: EditorStore,
  wire: Pick<WireStart, 'ref' | 'side'>,
  graph = editor.getState().document.graph,
): Map<string, Refusal | null> {
  const { catalogue, document } = editor.getState();
  const { layout } = document;
  const verdicts = new Map<string, Refusal | null>();
  for (const id of [IN, ...graph.nodes.map((node) => node.id)]) {
    const ports =
      wire.side === 'source' ? inputsOf(graph, catalogue, id) : outputsOf(graph, catalogue, id);
    for (const port of ports) {
      const ref = { node: id, port: port.name };
      const [source, target] = wire.side === 'source' ? [wire.ref, ref] : [ref, wire.ref];
      const other = wire.side === 'source' ? 'target' : 'source';
      verdicts.set(portKey(other, ref), whyNot(graph, catalogue, source, target, layout));
    }
  }
  return verdicts;
}

export function startWire({ editor, gesture }: Stores, wire: WireStart): void {
  if (editor.getState().viewing) return;
  gesture.getState().start(wire, verdictsFor(editor, wire));
}

/** Take hold of one end of a wire; where it may go is judged as if the wire were gone. */
export function liftWire({ editor, gesture }: Stores, wire: Wire, fixed: WireStart['side']): void {
  const state = editor.getState();
  if (state.viewing) return;
  const start: WireStart = { ref: wire[fixed], side: fixed, by: 'drag', lifted: wire };
  const graph = disconnect(state.document.graph, wire.source, wire.target);
  gesture.getState().start(start, verdictsFor(editor, start, graph));
}

/** Say why a wire cannot be; where something would make it possible, a button does that. */
export function tellRefusal(stores: Stores, { message, cure, fix }: Refusal): void {
  const action = fix && {
    label: fix.label,
    perform: () => {
      if (fix.kind === 'ports') connectPorts(stores, fix.source, fix.target);
      else putBetween(stores, fix.operator, fix.source, fix.target);
    },
  };
  stores.gesture.getState().tell(message, cure, action);
}

function putBetween(stores: Stores, operator: string, source: PortRef, target: PortRef): void {
  const { editor, gesture } = stores;
  const { catalogue, document, change, select } = editor.getState();
  const card = findCard(catalogue, operator);
  const full = whyNoMoreNodes(document.graph, catalogue);
  if (full) tellRefusal(stores, full);
  if (!card || full) return;
  const at = betweenNodes(document, source.node, target.node);
  const inserted = insertNode(document, catalogue, card, at, { source, target });
  if (!inserted) {
    gesture.getState().tell(`${card.title} does not fit between them after all.`);
    return;
  }
  const [after, id] = inserted;
  change(() => after);
  select([id]);
}

/** Connect two ports, or tell why not; a wire that was lifted goes in the same step. */
export function connectPorts(
  { editor, gesture }: Stores,
  source: PortRef,
  target: PortRef,
  lifted?: Wire,
): boolean {
  const { catalogue, change, viewing, document: now } = editor.getState();
  if (viewing) return false;
  const graph = lifted ? disconnect(now.graph, lifted.source, lifted.target) : now.graph;
  const refusal = whyNot(graph, catalogue, source, target, now.layout);
  if (refusal) {
    tellRefusal({ editor, gesture }, refusal);
    return false;
  }
  const end = endFor(graph, catalogue, source, target);
  change((document) => ({ ...document, graph: connect(graph, source, end) }));
  return true;
}

/** End the wire that was started at this port. */
export function endWireAt(stores: Stores, ref: PortRef): boolean {
  const { wire, finish } = stores.gesture.getState();
  finish();
  if (!wire) return false;
  return wire.side === 'source'
    ? connectPorts(stores, wire.ref, ref, wire.lifted)
    : connectPorts(stores, ref, wire.ref, wire.lifted);
}

export function cutWire(editor: EditorStore, wire: Pick<Wire, 'source' | 'target'>): void {
  editor.getState().change((document) => ({
    ...document,
    graph: disconnect(document.graph, wire.source, wire.target),
  }));
}
