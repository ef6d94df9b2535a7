import { describe, expect, it } from 'vitest';
import {
  addGroup,
  addNote,
  boxesOf,
  frameAround,
  inside,
  moveAll,
  refitGroups,
  removeAnnotations,
  setAnnotation,
} from './annotations';
import { plates } from './sample';

const NO_SIZES = new Map();
const document = {
  graph: plates,
  layout: {
    nodes: {
      IN: { x: 0, y: 0 },
      find: { x: 300, y: 0 },
      widen: { x: 600, y: 0 },
      crop: { x: 900, y: 0 },
      read: { x: 1200, y: 0 },
    },
    notes: [{ id: 'note:1', x: 320, y: 20, width: 120, height: 64, text: 'Hello' }],
    groups: [{ id: 'group:1', x: 280, y: -50, width: 560, height: 300, title: 'Find' }],
  },
};

describe('notes and groups', () => {
  it('get ids of their own, never that of another', () => {
    const [layout, id] = addNote(document.layout, { x: 1.4, y: 2.6 });
    expect(id).toBe('note:2');
    expect(layout.notes?.[1]).toMatchObject({ x: 1, y: 3, text: '' });
    expect(addGroup(layout, { x: 0, y: 0, width: 1, height: 1 }, 'A')[1]).toBe('group:2');
  });
  it('are changed one at a time', () => {
    const layout = setAnnotation(document.layout, 'note:1', { text: 'Bye' });
    expect(layout.notes?.[0]).toMatchObject({ text: 'Bye', x: 320 });
    expect(layout.groups).toEqual(document.layout.groups);
  });
  it('leave nothing behind when the last is removed', () => {
    const layout = removeAnnotations(document.layout, new Set(['note:1', 'group:1']));
    expect(layout).toEqual({ nodes: document.layout.nodes });
  });
});

describe('a group', () => {
  const boxes = boxesOf(document, NO_SIZES);
  it('holds what has its middle in it', () => {
    expect(inside(boxes, document.layout.groups[0] ?? { x: 0, y: 0, width: 0, height: 0 })).toEqual(
      ['find', 'widen', 'note:1'],
    );
  });
  it('takes along what lay in it, and nothing else', () => {
    const { layout } = moveAll(document, document, { 'group:1': { x: 290, y: -30 } }, NO_SIZES);
    expect(layout.nodes.find).toEqual({ x: 310, y: 20 });
    expect(layout.nodes.crop).toEqual({ x: 900, y: 0 });
    expect(layout.notes?.[0]).toMatchObject({ x: 330, y: 40 });
    expect(layout.groups?.[0]).toMatchObject({ x: 290, y: -30 });
  });
  it('does not pick up what it passes over', () => {
    const half = moveAll(document, document, { 'group:1': { x: 700, y: -50 } }, NO_SIZES);
    const { layout } = moveAll(half, document, { 'group:1': { x: 280, y: -50 } }, NO_SIZES);
    expect(layout.nodes.crop).toEqual({ x: 900, y: 0 });
    expect(layout.nodes.find).toEqual({ x: 300, y: 0 });
  });
  it('goes round its nodes again after they were arranged', () => {
    const nodes = { ...document.layout.nodes, find: { x: 0, y: 500 }, widen: { x: 300, y: 500 } };
    const after = { graph: plates, layout: { ...document.layout, nodes } };
    const { layout } = refitGroups(document, after, NO_SIZES);
    const frame = frameAround([
      { x: 0, y: 500, width: 220, height: 190 },
      { x: 300, y: 500, width: 220, height: 190 },
    ]);
    expect(layout.groups?.[0]).toMatchObject(frame ?? {});
    expect(layout.notes?.[0]?.y).toBeGreaterThan(400);
  });
});
