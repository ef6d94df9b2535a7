import { expect, it } from 'vitest';
import type { Catalogue, Draft, Version } from '../api/types';
import { moveNodes, setParam } from '../graph/document';
import { catalogue, plates } from '../graph/sample';
import { createEditorStore, shownDocument } from './editor';

const draft: Draft = {
  revision: 1,
  graph: plates,
  layout: { nodes: {} },
  based_on: 'v1',
  changed: false,
  problems: [],
  saved_at: '2026-01-01T00:00:00Z',
};
const version = {
  id: 'v1',
  number: 1,
  name: '',
  graph: { ...plates, nodes: [] },
  layout: { nodes: {} },
} as unknown as Version;

function open(using: Catalogue = catalogue) {
  return createEditorStore({ user: 'me', app: 'parking', workflow: 'plates' }, using, draft);
}

it('makes one undo step of a drag, however many moves it had', () => {
  const store = open();
  const { beginGesture, changeInGesture, endGesture, undo } = store.getState();
  const before = store.getState().document;
  beginGesture();
  for (let x = 1; x <= 30; x += 1)
    changeInGesture(({ graph, layout }) => ({
      graph,
      layout: moveNodes(layout, { find: { x, y: 0 } }),
    }));
  endGesture();
  expect(store.getState().history.past).toHaveLength(1);
  undo();
  expect(store.getState().document).toBe(before);
});

it('makes no step of a click that moved nothing', () => {
  const store = open();
  store.getState().beginGesture();
  store.getState().endGesture();
  expect(store.getState().history.past).toHaveLength(0);
});

it('puts quick steps of one slider together, and moves by key as well', () => {
  const store = open();
  const slide = (value: number) => {
    store
      .getState()
      .change(
        (doc) => ({ ...doc, graph: setParam(doc.graph, 'find', 'min_value', value) }),
        'slider',
      );
  };
  slide(0.5);
  slide(0.6);
  expect(store.getState().history.past).toHaveLength(1);
  const nudge = (x: number) => {
    store
      .getState()
      .change(
        (doc) => ({ ...doc, layout: moveNodes(doc.layout, { find: { x, y: 0 } }) }),
        'move:find',
      );
  };
  nudge(5);
  nudge(10);
  expect(store.getState().history.past).toHaveLength(2);
});

it('checks the graph after every change', () => {
  const store = open();
  store
    .getState()
    .change((doc) => ({ ...doc, graph: setParam(doc.graph, 'find', 'min_value', 7) }));
  expect(store.getState().problems.map((problem) => problem.code)).toEqual(['bad_params']);
  store.getState().undo();
  expect(store.getState().problems).toEqual([]);
});

it('shows a version read only and keeps the draft safe', () => {
  const store = open();
  const mine = store.getState().document;
  store.getState().view(version);
  expect(shownDocument(store.getState()).graph.nodes).toEqual([]);
  store.getState().change((doc) => ({ ...doc, graph: { ...doc.graph, nodes: [] } }));
  store.getState().undo();
  expect(store.getState().document).toBe(mine);
  store.getState().view(null);
  expect(shownDocument(store.getState())).toBe(mine);
});

it('brings mine back by undo after theirs was loaded', () => {
  const store = open();
  const mine = store.getState().document;
  store.getState().load({ ...draft, revision: 9, graph: { ...plates, nodes: [] } });
  expect(store.getState().revision).toBe(9);
  store.getState().undo();
  expect(store.getState().document).toBe(mine);
});

it('forgets the selection of what is gone', () => {
  const store = open();
  store.getState().select(['find', 'crop']);
  store
    .getState()
    .change((doc) => ({ ...doc, graph: { ...doc.graph, nodes: doc.graph.nodes.slice(2) } }));
  expect([...store.getState().selectedNodes]).toEqual(['crop']);
});
