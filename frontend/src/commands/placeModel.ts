/** A model that was just kept comes onto the canvas: into the node that waits for it, or as a node of its own. */
import type { Catalogue, ModelDetails, ModelProposal, ModelRef, OperatorCard } from '../api/types';
import { whyNoMoreNodes, whyNot } from '../graph/connect';
import { addNode, connect, type Point, setModel, type WorkflowDocument } from '../graph/document';
import { fits } from '../graph/kinds';
import { freePlace } from '../graph/layout';
import { cardOf, findCard, findNode, IN, outputsOf } from '../graph/ports';
import type { IncomingModel } from '../store/gesture';
import type { CommandScene } from './command';

const HALF_NODE = { x: 110, y: 24 };

/** Wires what the workflow takes into the node, where only one of its inputs can be meant. */
function wireFromIn(
  document: WorkflowDocument,
  catalogue: Catalogue,
  id: string,
): WorkflowDocument {
  let { graph } = document;
  for (const port of cardOf(graph, catalogue, id)?.inputs ?? []) {
    if (!port.required) continue;
    const able = outputsOf(graph, catalogue, IN).filter(({ kinds }) => fits(kinds, port.kinds));
    const [only] = able;
    const target = { node: id, port: port.name };
    if (!only || able.length > 1) continue;
    const source = { node: IN, port: only.name };
    if (!whyNot(graph, catalogue, source, target)) graph = connect(graph, source, target);
  }
  return { ...document, graph };
}

/** The document with a node of the operator that uses the model, wired where it is clear, and its id. */
export function placeModelIn(
  document: WorkflowDocument,
  catalogue: Catalogue,
  card: OperatorCard,
  { user, app, id: model }: Pick<ModelDetails, 'user' | 'app' | 'id'>,
  at: Point,
): [WorkflowDocument, string] {
  const [after, id] = addNode(document, card, at);
  const chosen = { ...after, graph: setModel(after.graph, id, { id: model, user, app }) };
  return [wireFromIn(chosen, catalogue, id), id];
}

function giveTo({ editor, gesture }: CommandScene, node: string, ref: ModelRef, title: string) {
  editor.getState().change((document) => ({
    ...document,
    graph: setModel(document.graph, node, ref),
  }));
  gesture.getState().tell(`The node now uses ${title}.`);
}

export function placeModel(
  scene: CommandScene,
  model: ModelDetails,
  operators: ModelProposal['operators'],
  { node, place }: IncomingModel,
): void {
  const { editor, gesture, view } = scene;
  const { catalogue, document, change, select } = editor.getState();
  const { tell } = gesture.getState();
  const { user, app, title, task } = model;
  const ref: ModelRef = { id: model.id, user, app };
  const waiting = node === undefined ? undefined : findNode(document.graph, node);
  if (waiting && findCard(catalogue, waiting.operator)?.task === task) {
    giveTo(scene, waiting.id, ref, title);
    return;
  }
  const able = operators.find(({ why_not: reason }) => reason === null);
  const card = able && findCard(catalogue, able.id);
  if (!card) {
    tell(`${title} was kept.`, `No node here runs models for ${task} yet.`);
    return;
  }
  const refusal = whyNoMoreNodes(document.graph, catalogue);
  if (refusal) {
    tell(`${title} was kept, but no node was added. ${refusal.message}`, refusal.cure);
    return;
  }
  const from: Point = place ?? view.centre();
  const wanted = { x: from.x - HALF_NODE.x, y: from.y - HALF_NODE.y };
  let added = '';
  change((before) => {
    const free = freePlace(Object.values(before.layout.nodes), wanted);
    const [after, id] = placeModelIn(before, catalogue, card, model, place ? wanted : free);
    added = id;
    return after;
  });
  select([added]);
  tell(`Added ${card.title} with ${title}.`, 'Undo takes it away; the model stays.');
}
