/** Models: their cards, and how a file becomes one. */

import type { ApiProblem } from './problems';
import type { PortOutputs, StoredValue } from './values';

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
