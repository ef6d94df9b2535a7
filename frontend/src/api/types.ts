/** The shapes the server sends and takes, as docs/editor-api.md describes them. */

export type ValueKind =
  | 'any'
  | 'image'
  | 'video'
  | 'audio'
  | 'text'
  | 'concepts'
  | 'regions'
  | 'embeddings'
  | 'clusters'
  | 'mask'
  | 'colors'
  | 'number'
  | 'boolean'
  | 'string'
  | 'list'
  | 'json'
  | 'table';

// --- values, as stored -----------------------------------------------------------------------
export interface Concept {
  id: string;
  name: string;
  value: number;
  /** the class's place among the labels of the model that found it */
  number?: number;
}
/** A picture's size, and which part it shows of the picture that came in, its root. */
export interface Placement {
  width: number;
  height: number;
  /** top, left, bottom, right in 0..1 of the root; left out for the root itself */
  box?: [number, number, number, number];
  /** width and height of the root */
  root?: [number, number];
  /** of the region that it was cut out for */
  id?: string;
}
export interface Region {
  id: string;
  /** top, left, bottom, right in 0..1 of the picture */
  box: [number, number, number, number];
  concepts?: Concept[];
  text?: string;
  /** corner points as [x, y] in 0..1 */
  polygon?: [number, number][];
  /** x and y in 0..1, `value` is how sure the point is */
  keypoints?: { x: number; y: number; value: number; name: string }[];
  track_id?: string;
}
export type StoredValue =
  | {
      kind: 'image';
      blob: string;
      media_type: string;
      width: number;
      height: number;
      /** where it was cut from; left out for a picture with a geometry of its own */
      cut?: Placement;
    }
  | {
      kind: 'video';
      blob: string;
      media_type: string;
      /** as it is shown, upright; values of older runs lack the sizes and the length */
      width?: number;
      height?: number;
      duration_ms?: number;
      /** on average; absent when the file does not say */
      fps?: number;
    }
  /** an upload stays in its own format (mp3 stays mp3); what a node makes is WAV */
  | { kind: 'audio'; blob: string; media_type: string; duration_ms?: number; rate?: number }
  | {
      kind: 'mask';
      /** a PNG whose grey values are class numbers */
      blob: string;
      media_type: string;
      width: number;
      height: number;
      names: string[];
    }
  | { kind: 'text'; raw: string }
  | { kind: 'concepts'; items: Concept[]; placement?: Placement }
  | { kind: 'regions'; items: Region[]; placement?: Placement }
  | { kind: 'embeddings'; vectors: number[][] }
  | { kind: 'colors'; items: { hex: string; name: string; value: number }[] }
  | { kind: 'number'; value: number }
  | { kind: 'boolean'; value: boolean }
  | { kind: 'string'; value: string }
  /** other values may stand within lists and JSON, as `{"$value": StoredValue}` */
  | { kind: 'list'; value: unknown[] }
  | { kind: 'json'; value: unknown }
  | { kind: 'table'; columns: string[]; rows: unknown[][] }
  | { kind: 'clusters'; labels: number[] };
export interface Anchor {
  region?: Region;
  frame?: number;
  time_ms?: number;
}
/** A port's output for one workflow input: a value, a fan-out (one entry per region or frame), or absent. */
export type Tree =
  | StoredValue
  | { each: { anchor: Anchor; value: Tree }[] }
  | { error: ApiProblem }
  | null;
export type PortOutputs = Record<string, Tree>;

// --- the graph document -----------------------------------------------------------------------
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

// --- catalogue --------------------------------------------------------------------------------
export interface Port {
  name: string;
  title: string;
  kinds: ValueKind[];
  required: boolean;
  /** output: fans out into one value per region or frame */
  each: boolean;
  /** input: gathers a fan-out */
  all: boolean;
  /** input: takes several wires, each of which may have a name, as in "data.left" */
  many?: boolean;
  /** input: gathers the inputs of a call too, where nothing was split */
  of_inputs?: boolean;
  help: string;
}
export interface JsonSchema {
  type?: string;
  title?: string;
  description?: string;
  default?: unknown;
  enum?: unknown[];
  /** choices as people read them, by their value; one without is shown by its name */
  labels?: Record<string, string>;
  const?: unknown;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  multipleOf?: number;
  minLength?: number;
  maxLength?: number;
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  anyOf?: JsonSchema[];
  $ref?: string;
  $defs?: Record<string, JsonSchema>;
  /** our hint for the control: "slider" | "textarea" | "classes" | "color" | "percent" | "pixels" */
  widget?: string;
  /** of the parameter `connection`: what the connection has to offer */
  offer?: string;
  /** chosen by hand, never by another node's output */
  fixed?: boolean;
}
export interface OperatorCard {
  id: string;
  title: string;
  /** first line of the docstring */
  hint: string;
  /** whole docstring, Markdown-like plain text */
  docs: string;
  group: string;
  icon: string;
  available: boolean;
  why_not: string | null;
  /** set for operators that need a model of this task */
  task: string | null;
  /** what a connection of the app has to offer for it */
  connection?: string | null;
  /** `asks`: its answer may differ the next time; `sends`: what it does stays done */
  effects?: 'none' | 'asks' | 'sends';
  default_model: string | null;
  summary: string | null;
  aliases: string[];
  inputs: Port[];
  outputs: Port[];
  params: JsonSchema;
}
export interface KindCard {
  kind: ValueKind;
  label: string;
  shape: 'circle' | 'square' | 'triangle' | 'diamond';
}
/** How large and how long an upload may be. */
export interface MediaLimits {
  image_bytes: number;
  video_bytes: number;
  video_seconds: number;
  audio_bytes: number;
  audio_seconds: number;
}
export interface Catalogue {
  operators: OperatorCard[];
  kinds: KindCard[];
  limits: MediaLimits & { nodes: number; inputs: number };
}

// --- things people make -----------------------------------------------------------------------
export interface Me {
  id: string;
  name: string;
  is_local: boolean;
  csrf_token: string;
  /** where Clarifai's clients reach this server: their base_url */
  grpc: string;
}
export interface AppCard {
  user: string;
  id: string;
  name: string;
  input_type: 'image' | 'text' | 'video' | 'audio';
  created_at: string;
  modified_at: string;
  workflow_count: number;
  last_run: RunRow | null;
  /** newest workflow's graph and layout, for the thumbnail */
  thumbnail: { graph: GraphDocument; layout: Layout } | null;
}
export interface VersionRow {
  id: string;
  number: number;
  name: string;
  note: string;
  created_at: string;
  created_by: string;
  published: boolean;
  node_count: number;
  /** "+1 node, 2 parameters" against the version before; "" for the first */
  summary: string;
}
export interface Version extends VersionRow {
  graph: GraphDocument;
  layout: Layout;
  digest: string;
}
export interface Thumbnail {
  graph: GraphDocument;
  layout: Layout;
}
/** A version in the list, with its graph to draw small. */
export interface VersionLine extends VersionRow {
  thumbnail: Thumbnail;
  last_run: RunRow | null;
}
/** A draft set aside before something else was restored; it could not be a version. */
export interface KeptDraft {
  id: string;
  name: string;
  created_at: string;
  created_by: string;
  node_count: number;
  thumbnail: Thumbnail;
}
export interface VersionPage {
  versions: VersionLine[];
  /** ask for `before` this number to go on; null at the end */
  next: number | null;
  kept: KeptDraft[];
}
/** The new draft, and where the old one is; nowhere when it had nothing to lose. */
export interface Restored {
  draft: Draft;
  version: VersionRow | null;
  kept: KeptDraft | null;
}
export interface WorkflowRow {
  id: string;
  name: string;
  note: string;
  modified_at: string;
  published_version: VersionRow | null;
  version_count: number;
  last_run: RunRow | null;
  thumbnail: { graph: GraphDocument; layout: Layout } | null;
}
/** who else may read and run it: nobody, or every user of this server */
export type Visibility = 'private' | 'public';
export interface Workflow extends WorkflowRow {
  visibility: Visibility;
  user: string;
  app: string;
  app_name: string;
  versions: VersionRow[];
}
export interface Draft {
  revision: number;
  graph: GraphDocument;
  layout: Layout;
  /** the version this draft started from */
  based_on: string | null;
  /** false when the draft's graph equals that of based_on */
  changed: boolean;
  problems: GraphProblem[];
  saved_at: string;
}
export interface GraphProblem {
  node: string | null;
  port: string | null;
  code: string;
  message: string;
  cure: string;
}
/** A file of another tool as the server read it; `notes` say what was changed or passed over. */
export interface ReadFile {
  graph: GraphDocument;
  layout: Layout;
  name: string;
  notes: string[];
}
/** A graph as such a file; `notes` say what the file cannot say. */
export interface WrittenFile {
  text: string;
  notes: string[];
}
export interface ModelCard {
  user: string;
  app: string;
  id: string;
  title: string;
  task: string;
  description: string;
  licence: string;
  source: string;
  bytes: number | null;
  labels: string[];
  metrics: Record<string, number>;
  /** brought by a user: runs in a process of its own */
  imported: boolean;
  opset: number | null;
  versions: { id: string; number: number; created_at: string }[];
}
/** How one model version is wired, as far as a person may want to know. */
export interface CardFacts {
  id: string;
  title: string;
  task: string;
  description: string;
  licence: string;
  source: string;
  bytes: number | null;
  sha256: string | null;
  opset: number | null;
  labels: string[];
  languages: string[];
  /** which reader of outputs fits, such as `yolo_v8` */
  decoder: string | null;
  preprocess: Record<string, unknown>;
  postprocess: Record<string, unknown>;
  thresholds: Record<string, number>;
  /** roles of the graphs; the role of a single graph is the empty string */
  graphs: string[];
  /** roles of files that go with the graph, such as `tokenizer` */
  side_files: string[];
}
/** Where a model is used; `number` is the version's or the run's, null for a draft. */
export interface ModelPlace {
  workflow: string;
  name: string;
  where: 'draft' | 'version' | 'run';
  number: number | null;
}
/** A model of an app with the card of every version, newest first. */
export interface ModelDetails extends Omit<ModelCard, 'versions'> {
  versions: { id: string; number: number; created_at: string; card: CardFacts }[];
  /** at most 20 places; empty means that it may be deleted */
  used_in: ModelPlace[];
}
/** Something that a model's files do not decide. `field` is a key of ModelAnswers. */
export interface ModelQuestion {
  field: keyof ModelAnswers;
  /** a whole sentence */
  text: string;
  /** `choice` offers `choices`; `lines` wants a list of texts, one a line */
  kind: 'choice' | 'lines' | 'number' | 'boolean';
  choices: { value: string; title: string }[];
  /** what holds while nobody answers */
  default: string | number | boolean | string[] | null;
  /** what was answered so far */
  answer: string | number | boolean | string[] | null;
}
/** What a person says of a model; what is left out is inferred, or takes its default. */
export interface ModelAnswers {
  id?: string;
  title?: string;
  description?: string;
  licence?: string;
  task?: string;
  /** the decoder, where several read such an output */
  layout?: string;
  labels?: string[];
  activation?: 'none' | 'softmax' | 'sigmoid';
  normalisation?: 'none' | 'imagenet' | 'half' | 'clip';
  channels?: 'rgb' | 'bgr';
  resize?: 'stretch' | 'letterbox' | 'letterbox_corner' | 'cover';
  /** side of the picture in pixels, 16..4096, where the graph leaves it open */
  size?: number;
  pooling?: 'mean' | 'cls' | 'none';
  normalise?: boolean;
  score?: number;
  overlap?: number;
}
/** What was inferred of a model's files. Nothing is stored as a model yet. */
export interface ModelProposal {
  /** send it back within a day */
  proposal: string;
  card: CardFacts;
  /** why the card is as it is, a sentence each */
  reasons: string[];
  questions: ModelQuestion[];
  /** the precision that was looked at, and those that came along */
  variant: string;
  variants: { name: string; bytes: number }[];
  /** operators that run such a model; `why_not` says what an unavailable one needs */
  operators: { id: string; title: string; why_not: string | null }[];
  /** the app has a model of this id: offer a new version of it */
  taken: boolean;
}
/** What a model made of one input. Pictures in `outputs` are blobs of the app. */
export interface ModelTrial {
  operator: string;
  /** the input as it is stored: what regions and masks are drawn over */
  given: StoredValue;
  outputs: PortOutputs;
  error: ApiProblem | null;
  ms: number | null;
}
/** A ready workflow of the gallery. */
export interface TemplateCard {
  id: string;
  name: string;
  note: string;
  /** how the gallery groups it */
  family: string;
  takes: ('image' | 'video' | 'audio' | 'text')[];
  thumbnail: { graph: GraphDocument; layout: Layout };
  /** how many inputs come with it */
  samples: number;
  /** what one of its nodes lacks on this installation */
  why_not: string | null;
}
/** A sample input of an app. */
export interface Sample {
  id: string;
  title: string;
  kind: 'image' | 'video' | 'audio' | 'text';
  blob: string;
  media_type: string;
  /** came with the template of the workflow that was asked for */
  own: boolean;
  text?: string;
  width?: number;
  height?: number;
}

// --- runs -------------------------------------------------------------------------------------
export type RunStatus =
  | 'queued'
  | 'running'
  | 'succeeded'
  | 'partially_succeeded'
  | 'failed'
  | 'cancelled'
  | 'dead';
export type NodeStatus = 'queued' | 'running' | 'succeeded' | 'failed' | 'skipped';
export interface RunRow {
  id: string;
  number: number;
  status: RunStatus;
  version: string | null;
  version_number: number | null;
  /** "api", "model", "editor", "page", "retry", or "try": a stranger on the public page. Others' runs of a public workflow are in no list */
  origin: string;
  input_count: number;
  created_at: string;
  ms: number | null;
  error: ApiProblem | null;
  /** the nodes it ran to; none: all of them */
  targets: string[];
  /** nodes whose pinned outputs stood in for them */
  pinned: string[];
}
/** An output that stands in for its node when the draft runs; no version and no API run knows of it. */
export interface Pin {
  node: string;
  /** the node's type when it was pinned */
  operator: string;
  /** edited by hand */
  mocked: boolean;
  run_number: number;
  outputs: PortOutputs[];
  modified_at: string;
}
/** A line of the history. */
export interface RunLine extends RunRow {
  workflow: string;
  workflow_name: string;
  /** it ran one model by itself, so there is no workflow to open */
  of_model?: boolean;
  /** of its first input; a text has none */
  input_name: string;
}
export interface RunPage {
  runs: RunLine[];
  /** ask for `before` this to go on; null at the end */
  next: string | null;
}
/** A read-only link to one run. */
export interface Share {
  code: string;
  created_at: string;
}
/** What the link shows: ids are "shared", the catalogue has only what the graph uses. */
export interface SharedRun {
  run: Run;
  catalogue: Catalogue;
}
export interface RunInput {
  index: number;
  kind: string;
  name: string;
  blob: string | null;
  text: string | null;
  media_type: string | null;
  width: number | null;
  height: number | null;
  /** of video and audio */
  duration_ms?: number | null;
  /** every value by the workflow's input that takes it; the fields above tell of the first */
  values?: Record<string, StoredValue>;
}
export interface NodeState {
  status: NodeStatus;
  ms: number | null;
  queue_ms: number | null;
  cached: boolean;
  /** a pinned output stood in for it */
  pinned: boolean;
  progress: [number, number] | null;
  error: ApiProblem | null;
  started_at: string | null;
  provider: string | null;
}
/** An input of a batch that could not be read; the others run without it. */
export interface RefusedInput {
  /** among all inputs that were given, from 0 */
  place: number;
  name: string;
  error: ApiProblem;
}
/** GET /runs/{id}: the fold of all events up to `seq`. */
export interface Run extends RunRow {
  user: string;
  app: string;
  workflow: string;
  /** it ran one model by itself, so there is no workflow to open */
  of_model?: boolean;
  /** not told by a link that shows the run */
  created_by?: string;
  started_at?: string | null;
  graph: GraphDocument;
  layout: Layout;
  inputs: RunInput[];
  refused?: RefusedInput[];
  seq: number;
  nodes: Record<string, NodeState>;
  /** node -> one entry per input, in input order; absent until the node finished */
  outputs: Record<string, PortOutputs[]>;
}
export type EventType =
  | 'queued'
  | 'attempt_started'
  | 'node_started'
  | 'node_progress'
  | 'node_succeeded'
  | 'node_failed'
  | 'node_skipped'
  | 'cancel_requested'
  | 'retry_scheduled'
  | 'succeeded'
  | 'partially_succeeded'
  | 'failed'
  | 'cancelled'
  | 'dead';
export const TERMINAL_EVENTS: readonly EventType[] = [
  'succeeded',
  'partially_succeeded',
  'failed',
  'cancelled',
  'dead',
];
export interface RunEvent {
  run: string;
  seq: number;
  type: EventType;
  node: string | null;
  at: string;
  /**
   * node_started: {queue_ms}; node_progress: {done, total};
   * node_succeeded: {ms, cached, pinned?, provider, outputs: PortOutputs[] | null} (null = too large, GET the run's node outputs);
   * node_failed: {ms, error}; node_skipped: {because: node id, error}; failed/dead: {error}
   */
  data: Record<string, unknown>;
}

/** What a node has said so far, while it speaks; the newest one replaces those before. */
export interface LiveText {
  run: string;
  node: string;
  /** the element it is about, such as "0" or "0.2" */
  place: string;
  text: string;
}

// --- the public try page ------------------------------------------------------------------------
export interface TryPageSettings {
  enabled: boolean;
  /** of the link; null until the page was first switched on */
  path: string | null;
  /** ids of the samples that visitors are offered */
  samples: string[];
  runs_this_hour: number;
  limits: { per_visitor: number; per_page: number; inputs: number };
}
/** What a stranger is told of a workflow: no parameters, no models. */
export interface PublicPage {
  title: string;
  note: string;
  graph: GraphDocument;
  layout: Layout;
  operators: OperatorCard[];
  samples: { id: string; title: string; kind: Sample['kind']; text: string | null }[];
  limits: MediaLimits & { inputs: number };
}
/** A stranger's run and what to show for seeing it. */
export interface Visit {
  ticket: string;
  run: Run;
}

// --- errors -----------------------------------------------------------------------------------
export interface ApiProblem {
  code: string;
  message: string;
  problems?: GraphProblem[];
  [key: string]: unknown;
}

/** What a model id of another product means in an app. */
export interface ModelAlias {
  alias: string;
  model: string;
  title: string;
  task: string;
  /** Of the shared catalogue. */
  shared: boolean;
  /** Without one it is the newest. */
  version: string | null;
  version_number: number | null;
  /** The model was deleted since. */
  missing: boolean;
  changed_at: string;
}
