import './GraphThumbnail.css';
import type { GraphDocument, Layout, ValueKind } from '../api/types';
import { colourOf } from './PortDot';

interface GraphThumbnailProps {
  graph: GraphDocument;
  layout: Layout;
  /** the colour of each node's dot; grey when unknown */
  kindOf?: (nodeId: string) => ValueKind | undefined;
}
interface Place {
  x: number;
  y: number;
}

const NODE = { width: 220, height: 96 } as const;
const STEP = 290;
const MARGIN = 40;
const IN = 'IN';

function placesOf(graph: GraphDocument, layout: Layout): Map<string, Place> {
  const ids = [IN, ...graph.nodes.map((node) => node.id)];
  return new Map(ids.map((id, index) => [id, layout.nodes[id] ?? { x: index * STEP, y: 0 }]));
}

function wiresOf(graph: GraphDocument): { from: string; port: string; to: string }[] {
  return graph.nodes.flatMap((node) =>
    Object.values(node.inputs ?? {})
      .flat()
      .map((source) => {
        const dot = source.lastIndexOf('.');
        const [from, port] = [source.slice(0, dot), source.slice(dot + 1)];
        return { from, port, to: node.id };
      }),
  );
}

function curve(from: Place, to: Place): string {
  const start = { x: from.x + NODE.width, y: from.y + NODE.height / 2 };
  const end = { x: to.x, y: to.y + NODE.height / 2 };
  const bend = Math.max(60, Math.abs(end.x - start.x) / 2);
  return `M${start.x} ${start.y}C${start.x + bend} ${start.y} ${end.x - bend} ${end.y} ${end.x} ${end.y}`;
}

/** The shape of a graph at a glance: decoration, silent for screen readers. */
export function GraphThumbnail({ graph, layout, kindOf }: GraphThumbnailProps) {
  const places = placesOf(graph, layout);
  const xs = [...places.values()].map((place) => place.x);
  const ys = [...places.values()].map((place) => place.y);
  const left = Math.min(...xs) - MARGIN;
  const top = Math.min(...ys) - MARGIN;
  const width = Math.max(...xs) + NODE.width + MARGIN - left;
  const height = Math.max(...ys) + NODE.height + MARGIN - top;
  const inputKind = (graph.inputs[0]?.type ?? 'any') as ValueKind;
  const dot = (id: string) => colourOf((id === IN ? inputKind : kindOf?.(id)) ?? 'any');
  return (
    <svg className="graph-thumbnail" viewBox={`${left} ${top} ${width} ${height}`} aria-hidden>
      {wiresOf(graph).map(({ from, port, to }) => {
        const start = places.get(from);
        const end = places.get(to);
        if (!start || !end) return null;
        return (
          <path
            key={`${from}.${port}>${to}`}
            className="wire"
            d={curve(start, end)}
            stroke={dot(from)}
          />
        );
      })}
      {[...places].map(([id, { x, y }]) => (
        <g key={id} transform={`translate(${x} ${y})`}>
          <rect className="node" {...NODE} rx={18} />
          <circle cx={34} cy={NODE.height / 2} r={13} fill={dot(id)} />
          <rect className="words" x={64} y={NODE.height / 2 - 8} width={112} height={16} rx={8} />
        </g>
      ))}
    </svg>
  );
}
