/** React Flow's nodes and edges, made from the document. They hold places and nothing of a run. */
import type { Node } from '@xyflow/react';
import { useMemo } from 'react';
import type { GraphProblem } from '../api/types';
import { type Box, isGroup } from '../graph/annotations';
import { findLoops } from '../graph/cycles';
import { type Point, type WorkflowDocument } from '../graph/document';
import { mainKind } from '../graph/kinds';
import type { Size } from '../graph/layout';
import { findOutput, IN, WHEN, wiresOf } from '../graph/ports';
import { shownDocument, useEditor } from '../store/editor';
import type { WireEdge } from './FlowEdge';

export type CanvasNode = Node<Record<string, never>, 'card' | 'inputs' | 'note' | 'frame'>;

const NO_DATA: Record<string, never> = {};

function makeNode(
  id: string,
  place: Point,
  selected: boolean,
  measured: Size | undefined,
): CanvasNode {
  return {
    id,
    type: id === IN ? 'inputs' : 'card',
    position: { x: place.x, y: place.y },
    data: NO_DATA,
    selected,
    deletable: id !== IN,
    ...(measured ? { measured } : {}),
  };
}

/** Below every node, also while selected; React Flow lifts what is selected by a thousand. */
const FRAME_LEVEL = -2000;

/** The canvas selects frames itself: a box drawn inside one means the nodes in it. */
const FRAME = {
  zIndex: FRAME_LEVEL,
  style: { pointerEvents: 'none' },
  selectable: false,
} as const;

function makeAnnotation(
  { id, x, y, width, height }: Box & { id: string },
  selected: boolean,
): CanvasNode {
  const frame = isGroup(id);
  return {
    id,
    type: frame ? 'frame' : 'note',
    position: { x, y },
    data: NO_DATA,
    selected,
    width,
    height,
    measured: { width, height },
    ...(frame ? FRAME : {}),
  };
}

function isSameNode(a: CanvasNode, b: CanvasNode): boolean {
  return (
    a.id === b.id &&
    a.position.x === b.position.x &&
    a.position.y === b.position.y &&
    a.selected === b.selected &&
    a.measured?.width === b.measured?.width &&
    a.measured?.height === b.measured?.height
  );
}

/** The last node made for a place: places are never changed, only replaced, so they name what is unchanged. */
const made = new WeakMap<Point, CanvasNode>();
const NOWHERE: Point = { x: 0, y: 0 };

function kept(place: Point, node: CanvasNode): CanvasNode {
  const old = made.get(place);
  if (old && isSameNode(old, node)) return old;
  made.set(place, node);
  return node;
}

/** Groups and notes, then `IN`, then the nodes; one that did not change is the same object as before. */
export function useCanvasNodes(measured: ReadonlyMap<string, Size>): CanvasNode[] {
  const { graph, layout } = useEditor(shownDocument);
  const selected = useEditor((state) => state.selectedNodes);
  const notes = useEditor((state) => state.selectedNotes);
  return useMemo(
    () => [
      ...[...(layout.groups ?? []), ...(layout.notes ?? [])].map((each) =>
        kept(each, makeAnnotation(each, notes.has(each.id))),
      ),
      ...[IN, ...graph.nodes.map((node) => node.id)].map((id) => {
        const place = layout.nodes[id] ?? NOWHERE;
        return kept(place, makeNode(id, place, selected.has(id), measured.get(id)));
      }),
    ],
    [graph.nodes, layout, selected, notes, measured],
  );
}

const WIRE_CODES = new Set([
  'unknown_port',
  'several_sources',
  'dangling_edge',
  'wrong_type',
  'lineage_clash',
]);

/** Why a wire is wrong: a problem at the port it ends on. */
function reasonOf(problems: readonly GraphProblem[], node: string, port: string): string | null {
  const found = problems.find(
    (problem) => problem.node === node && problem.port === port && WIRE_CODES.has(problem.code),
  );
  return found?.message ?? null;
}

/** Every wire of a loop says so: any of them may be the one too many. */
function loopReason(
  problems: readonly GraphProblem[],
  loops: readonly string[][],
  source: string,
  target: string,
): string | null {
  const loop = loops.find((ids) => ids.includes(source) && ids.includes(target));
  const found = loop && problems.find(({ code, node }) => code === 'cycle' && node === loop[0]);
  return found?.message ?? null;
}

function makeEdges(
  { graph }: WorkflowDocument,
  catalogue: Parameters<typeof findOutput>[1],
  problems: readonly GraphProblem[],
  selected: ReadonlySet<string>,
): WireEdge[] {
  const loops = problems.some(({ code }) => code === 'cycle') ? findLoops(graph) : [];
  const known = new Set([IN, ...graph.nodes.map((node) => node.id)]);
  return wiresOf(graph)
    .filter((wire) => known.has(wire.source.node))
    .map((wire) => ({
      id: wire.id,
      type: 'wire',
      source: wire.source.node,
      sourceHandle: wire.source.port,
      target: wire.target.node,
      targetHandle: wire.target.port,
      selected: selected.has(wire.id),
      focusable: false,
      data: {
        kind: mainKind(findOutput(graph, catalogue, wire.source)),
        gate: wire.target.port === WHEN,
        reason:
          reasonOf(problems, wire.target.node, wire.target.port) ??
          loopReason(problems, loops, wire.source.node, wire.target.node),
      },
    }));
}

export function useCanvasEdges(): WireEdge[] {
  const shown = useEditor(shownDocument);
  const catalogue = useEditor((state) => state.catalogue);
  const problems = useEditor((state) => state.problems);
  const viewing = useEditor((state) => state.viewing !== null);
  const selected = useEditor((state) => state.selectedWires);
  const { graph } = shown;
  return useMemo(
    () => makeEdges({ graph, layout: { nodes: {} } }, catalogue, viewing ? [] : problems, selected),
    [graph, catalogue, problems, viewing, selected],
  );
}
