/** Places a new node, wired to the wire it was picked for, as one undo step. */
import type { OperatorCard } from '../api/types';
import { matchingInput, matchingOutput, whyNoMoreNodes } from '../graph/connect';
import { addNode, connect, type Point, type WorkflowDocument } from '../graph/document';
import { insertNode } from '../graph/insert';
import { freePlace } from '../graph/layout';
import { findInput, findOutput, type Wire } from '../graph/ports';
import type { EditorStore } from '../store/editor';
import type { WireStart } from '../store/gesture';
import { type CommandScene, isEditable } from './command';

/** What a drag from the palette carries: the operator's id. */
export const OPERATOR_DRAG_TYPE = 'application/x-weft-operator';

const HALF_NODE = { x: 110, y: 60 };

function wired(
  editor: EditorStore,
  document: WorkflowDocument,
  id: string,
  from: WireStart,
): WorkflowDocument {
  const { catalogue } = editor.getState();
  const { graph } = document;
  const operator = graph.nodes.find((node) => node.id === id)?.operator ?? '';
  if (from.side === 'source') {
    const input = matchingInput(catalogue, operator, findOutput(graph, catalogue, from.ref));
    if (!input) return document;
    return { ...document, graph: connect(graph, from.ref, { node: id, port: input.name }) };
  }
  const output = matchingOutput(catalogue, operator, findInput(graph, catalogue, from.ref));
  if (!output) return document;
  return { ...document, graph: connect(graph, { node: id, port: output.name }, from.ref) };
}

type Stores = Pick<CommandScene, 'editor' | 'gesture'>;

/** Whether a node of this operator may be added now; tells the reason when it may not. */
function mayAdd({ editor, gesture }: Stores, card: OperatorCard): boolean {
  const { catalogue, document, viewing } = editor.getState();
  const { tell } = gesture.getState();
  if (viewing) {
    tell(
      'What is shown here cannot be changed.',
      'Go back to the draft, or restore this graph as the draft.',
    );
    return false;
  }
  if (!card.available) {
    tell(`${card.title} cannot run here: ${card.why_not ?? 'something it needs is missing'}.`);
    return false;
  }
  const refusal = whyNoMoreNodes(document.graph, catalogue);
  if (refusal) tell(refusal.message, refusal.cure);
  return !refusal;
}

/** The new node's id; null when it was refused, and then the reason is told. */
export function addOperator(
  scene: Stores,
  card: OperatorCard,
  at: Point,
  from: WireStart | null = null,
): string | null {
  if (!mayAdd(scene, card)) return null;
  const { change, select } = scene.editor.getState();
  let added = '';
  change((before) => {
    const [after, id] = addNode(before, card, at);
    added = id;
    return from ? wired(scene.editor, after, id, from) : after;
  });
  select([added]);
  return added;
}

/** Puts a new node into the wire it was dropped on; beside it, and told so, when it does not fit. */
export function addIntoWire(scene: Stores, card: OperatorCard, at: Point, wire: Wire): void {
  const { catalogue, document, change, select } = scene.editor.getState();
  const inserted = insertNode(document, catalogue, card, at, wire);
  if (!inserted) {
    if (addOperator(scene, card, at))
      scene.gesture
        .getState()
        .tell(`${card.title} does not fit into this wire.`, 'It stands beside it, not connected.');
    return;
  }
  if (!mayAdd(scene, card)) return;
  const [after, id] = inserted;
  change(() => after);
  select([id]);
}

const BESIDE = 280;

/** Add right of the selected node, else in the middle of what is seen; never on top of another. */
export function addAtCentre(scene: CommandScene, card: OperatorCard): void {
  const { selectedNodes, document } = scene.editor.getState();
  const { nodes } = document.layout;
  const [chosen] = selectedNodes;
  const beside = selectedNodes.size === 1 && chosen ? nodes[chosen] : undefined;
  const centre = scene.view.centre();
  const wanted = beside
    ? { x: beside.x + BESIDE, y: beside.y }
    : { x: centre.x - HALF_NODE.x, y: centre.y - HALF_NODE.y };
  const id = addOperator(scene, card, freePlace(Object.values(nodes), wanted));
  if (id) scene.view.reveal(id);
  if (id && isEditable(scene)) scene.gesture.getState().tell(`Added ${card.title}.`);
}
