/** Notes and groups: what people lay on the canvas beside the graph. Part of the layout, never of the graph. */
import type { Layout } from '../api/types';
import { moveNodes, type Point, type WorkflowDocument } from './document';
import type { Size } from './layout';
import { IN } from './ports';

export type Note = NonNullable<Layout['notes']>[number];
export type Group = NonNullable<Layout['groups']>[number];
export type Box = Point & Size;
export type Sizes = ReadonlyMap<string, Size>;

const NOTE_SIZE: Size = { width: 220, height: 120 };
const NODE_SIZE: Size = { width: 220, height: 190 };
export const LEAST_SIZE: Size = { width: 120, height: 64 };
/** what a group leaves around its nodes; its title stands in the upper margin */
const MARGIN = { x: 24, top: 52, bottom: 24 };

/** No node may be called like a note or a group. */
export function isAnnotation(id: string, kind = 'note|group'): boolean {
  return new RegExp(`^(${kind}):\\d+$`).test(id);
}

export function isGroup(id: string): boolean {
  return isAnnotation(id, 'group');
}

function freshId(kind: 'note' | 'group', layout: Layout): string {
  const taken = new Set([...(layout.notes ?? []), ...(layout.groups ?? [])].map(({ id }) => id));
  let number = 1;
  while (taken.has(`${kind}:${number}`)) number += 1;
  return `${kind}:${number}`;
}

const rounded = ({ x, y }: Point): Point => ({ x: Math.round(x), y: Math.round(y) });

export function addNote(layout: Layout, at: Point, note: Partial<Note> = {}): [Layout, string] {
  const id = freshId('note', layout);
  const made = { text: '', ...NOTE_SIZE, ...note, id, ...rounded(at) };
  return [{ ...layout, notes: [...(layout.notes ?? []), made] }, id];
}

export function addGroup(layout: Layout, box: Box, title: string): [Layout, string] {
  const id = freshId('group', layout);
  return [{ ...layout, groups: [...(layout.groups ?? []), { ...box, id, title }] }, id];
}

/** Change one note or group; the other fields stay. */
export function setAnnotation(
  layout: Layout,
  id: string,
  patch: Partial<Omit<Note, 'id'>> & Partial<Omit<Group, 'id'>>,
): Layout {
  const change = <T extends { id: string }>(list: T[] | undefined) =>
    list?.map((each) => (each.id === id ? { ...each, ...patch } : each));
  const [notes, groups] = [change(layout.notes), change(layout.groups)];
  return { ...layout, ...(notes ? { notes } : {}), ...(groups ? { groups } : {}) };
}

export function removeAnnotations(layout: Layout, ids: ReadonlySet<string>): Layout {
  if (ids.size === 0) return layout;
  const { notes, groups, ...rest } = layout;
  const [keptNotes, keptGroups] = [
    (notes ?? []).filter(({ id }) => !ids.has(id)),
    (groups ?? []).filter(({ id }) => !ids.has(id)),
  ];
  return {
    ...rest,
    ...(keptNotes.length > 0 ? { notes: keptNotes } : {}),
    ...(keptGroups.length > 0 ? { groups: keptGroups } : {}),
  };
}

/** Where everything stands that can be moved: nodes, notes and groups. */
export function boxesOf({ graph, layout }: WorkflowDocument, sizes: Sizes): Map<string, Box> {
  const nodes = [IN, ...graph.nodes.map(({ id }) => id)].flatMap((id) => {
    const place = layout.nodes[id];
    const size = sizes.get(id) ?? NODE_SIZE;
    return place ? [[id, { x: place.x, y: place.y, ...size }] as const] : [];
  });
  const others = [...(layout.notes ?? []), ...(layout.groups ?? [])].map(
    ({ id, x, y, width, height }) => [id, { x, y, width, height }] as const,
  );
  return new Map<string, Box>([...nodes, ...others]);
}

/** What lies in a box, judged by its middle. */
export function inside(boxes: ReadonlyMap<string, Box>, frame: Box): string[] {
  return [...boxes]
    .filter(([id, box]) => {
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      const within =
        x > frame.x && x < frame.x + frame.width && y > frame.y && y < frame.y + frame.height;
      return within && !isGroup(id);
    })
    .map(([id]) => id);
}

/** The frame round some boxes, with room for its title; null round nothing. */
export function frameAround(boxes: readonly Box[]): Box | null {
  if (boxes.length === 0) return null;
  const left = Math.min(...boxes.map((box) => box.x)) - MARGIN.x;
  const top = Math.min(...boxes.map((box) => box.y)) - MARGIN.top;
  const right = Math.max(...boxes.map((box) => box.x + box.width)) + MARGIN.x;
  const bottom = Math.max(...boxes.map((box) => box.y + box.height)) + MARGIN.bottom;
  return { ...rounded({ x: left, y: top }), width: right - left, height: bottom - top };
}

/** Move anything; a group takes along what lay in it in `base`, the document before the move. */
export function moveAll(
  { graph, layout }: WorkflowDocument,
  base: WorkflowDocument,
  places: Readonly<Record<string, Point>>,
  sizes: Sizes,
): WorkflowDocument {
  const before = boxesOf(base, sizes);
  const all: Record<string, Point> = { ...places };
  for (const [id, place] of Object.entries(places)) {
    const frame = isGroup(id) ? before.get(id) : undefined;
    if (!frame) continue;
    for (const member of inside(before, frame)) {
      const at = before.get(member);
      if (at && !(member in places))
        all[member] = { x: at.x + place.x - frame.x, y: at.y + place.y - frame.y };
    }
  }
  const entries = Object.entries(all);
  const nodes = Object.fromEntries(entries.filter(([id]) => !isAnnotation(id)));
  const moved = entries
    .filter(([id]) => isAnnotation(id))
    .reduce((after, [id, point]) => setAnnotation(after, id, rounded(point)), layout);
  return { graph, layout: moveNodes(moved, nodes) };
}

/** After nodes were arranged: each group goes round the nodes it held, and its notes go with it. */
export function refitGroups(
  before: WorkflowDocument,
  after: WorkflowDocument,
  sizes: Sizes,
): WorkflowDocument {
  const [old, now] = [boxesOf(before, sizes), boxesOf(after, sizes)];
  const layout = (before.layout.groups ?? []).reduce((changed, group) => {
    const members = inside(old, group);
    const nodes = members.filter((id) => !isAnnotation(id));
    const frame = frameAround(nodes.flatMap((id) => now.get(id) ?? []));
    if (!frame) return changed;
    const notes = members.filter((id) => isAnnotation(id)).flatMap((id) => old.get(id) ?? []);
    const ids = members.filter((id) => isAnnotation(id));
    const moved = notes.reduce(
      (result, { x, y }, index) =>
        setAnnotation(result, ids[index] ?? '', {
          x: x + frame.x - group.x,
          y: y + frame.y - group.y,
        }),
      changed,
    );
    return setAnnotation(moved, group.id, frame);
  }, after.layout);
  return { ...after, layout };
}
