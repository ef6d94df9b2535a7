/** The operators, kinds and limits of this installation. */

import type { ValueKind } from './values';

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
  /** output: stands for an entry of this setting, the first such port for its first entry */
  entry_of?: string;
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
  /** of an object whose names are free: what each of its values is */
  additionalProperties?: JsonSchema | boolean;
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
