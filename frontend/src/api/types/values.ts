/** Values as they are stored and shown. */

import type { ApiProblem } from './problems';

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
