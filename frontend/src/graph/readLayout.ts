/** Layouts from outside: what the canvas can draw is kept, anything else is left out. */
import type { Layout } from '../api/types';
import { type Group, isAnnotation, LEAST_SIZE, type Note } from './annotations';

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const number = (value: unknown, otherwise = 0) =>
  typeof value === 'number' && Number.isFinite(value) ? value : otherwise;
const text = (value: unknown) => (typeof value === 'string' ? value : '');

export function readPlaces(value: unknown): Layout['nodes'] {
  if (!isRecord(value)) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([id, place]) => {
      if (!isRecord(place)) return [];
      const label = text(place.label).trim();
      const kept: Layout['nodes'][string] = { x: number(place.x), y: number(place.y) };
      if (label) kept.label = label;
      if (place.compact === true) kept.compact = true;
      return [[id, kept] as const];
    }),
  );
}

function readBoxes<T>(value: unknown, kind: string, more: (item: Record<string, unknown>) => T) {
  if (!Array.isArray(value)) return [];
  return value.filter(isRecord).map((item, index) => ({
    id: isAnnotation(text(item.id), kind) ? text(item.id) : `${kind}:${index + 1}`,
    x: number(item.x),
    y: number(item.y),
    width: Math.max(LEAST_SIZE.width, number(item.width)),
    height: Math.max(LEAST_SIZE.height, number(item.height)),
    ...more(item),
  }));
}

export function readAnnotations(value: unknown): { notes?: Note[]; groups?: Group[] } {
  if (!isRecord(value)) return {};
  const notes = readBoxes(value.notes, 'note', (item) => ({ text: text(item.text) }));
  const groups = readBoxes(value.groups, 'group', (item) => ({ title: text(item.title) }));
  return { ...(notes.length > 0 ? { notes } : {}), ...(groups.length > 0 ? { groups } : {}) };
}

export function readLayout(value: unknown): Layout {
  if (!isRecord(value)) return { nodes: {} };
  return { nodes: readPlaces(value.nodes), ...readAnnotations(value) };
}
