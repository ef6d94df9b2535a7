/** Drawing and cutting wires: the one door for mouse, touch, keys and the "Connect" list. */
import { type Refusal, whyNot } from '../graph/connect';
import { connect, disconnect } from '../graph/document';
import { IN, inputsOf, outputsOf, type PortRef, type Wire } from '../graph/ports';
import { type EditorStore, shownDocument } from '../store/editor';
import { type GestureStore, portKey, type WireStart } from '../store/gesture';

interface Stores {
  editor: EditorStore;
  gesture: GestureStore;
}

/** For every port on the other side, why the wire cannot end there; null when it can. */
export function verdictsFor(
  editor: EditorStore,
  wire: Pick<WireStart, 'ref' | 'side'>,
): Map<string, Refusal | null> {
  const { catalogue, document } = editor.getState();
  const { graph, layout } = document;
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

/** Connect two ports, or tell why not. */
export function connectPorts(
  { editor, gesture }: Stores,
  source: PortRef,
  target: PortRef,
): boolean {
  const { catalogue, change, viewing } = editor.getState();
  const { graph, layout } = shownDocument(editor.getState());
  if (viewing) return false;
  const refusal = whyNot(graph, catalogue, source, target, layout);
  if (refusal) {
    gesture.getState().tell(refusal.message, refusal.cure);
    return false;
  }
  change((document) => ({ ...document, graph: connect(document.graph, source, target) }));
  return true;
}

/** End the wire that was started at this port. */
export function endWireAt(stores: Stores, ref: PortRef): boolean {
  const { wire, finish } = stores.gesture.getState();
  finish();
  if (!wire) return false;
  return wire.side === 'source'
    ? connectPorts(stores, wire.ref, ref)
    : connectPorts(stores, ref, wire.ref);
}

export function cutWire(editor: EditorStore, wire: Pick<Wire, 'source' | 'target'>): void {
  editor.getState().change((document) => ({
    ...document,
    graph: disconnect(document.graph, wire.source, wire.target),
  }));
}
