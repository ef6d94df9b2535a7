/** The graph document and where its nodes lie. */

export interface GraphInput {
  name: string;
  type: string;
  default?: unknown;
  /** 1 when left out; with more, each input brings lists nested so deep */
  levels?: number;
}
export interface ModelRef {
  id: string;
  user?: string;
  app?: string;
  version?: string;
}
export interface GraphNode {
  id: string;
  operator: string;
  model?: ModelRef;
  params?: Record<string, unknown>;
  /** port -> sources, each "node.port"; "IN.image" is the workflow's input named image */
  inputs?: Record<string, string[]>;
  /** gates: the node runs only where each of these sources has a value */
  when?: string[];
}
export interface GraphDocument {
  schema: 1;
  inputs: GraphInput[];
  nodes: GraphNode[];
  outputs?: { name: string; source: string; coordinates?: 'parent' | 'own' }[];
}
/** Positions live beside the graph: moving a node is not a new version. */
export interface Layout {
  nodes: Record<string, { x: number; y: number; label?: string; compact?: boolean }>;
  notes?: { id: string; x: number; y: number; width: number; height: number; text: string }[];
  /** titled frames; what lies in one moves with it */
  groups?: { id: string; x: number; y: number; width: number; height: number; title: string }[];
}
export interface Thumbnail {
  graph: GraphDocument;
  layout: Layout;
}
