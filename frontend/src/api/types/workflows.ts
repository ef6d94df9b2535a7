/** Apps and workflows with their drafts and versions. */

import type { GraphDocument, Layout, Thumbnail } from './graph';
import type { GraphProblem } from './problems';
import type { RunRow } from './runs';

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
