/** What a file format has to do to be imported and exported. One file a format; `registry.ts` lists them. */
import type { ApiProblem, Catalogue, GraphProblem, ReadFile } from '../../api/types';
import type { Sizes } from '../annotations';
import type { WorkflowDocument } from '../document';

/** A file, a dropped picture or a pasted text. */
export interface Source {
  name: string;
  bytes: Uint8Array;
  /** null when the bytes are no text */
  text: string | null;
}

/** What came out of a source; `remarks` say what the format could not carry over. */
export interface Reading {
  document: WorkflowDocument;
  name: string | null;
  remarks: string[];
  /** nothing in the source says where the nodes stand */
  loose?: boolean;
}

/** Has the server read a text, for formats that need its models. */
export type Reader = (
  text: string,
  format?: 'roboflow',
) => Promise<ReadFile | { refused: ApiProblem }>;

/** What is written: the graph as it is on the canvas. */
export interface Work {
  name: string;
  document: WorkflowDocument;
  catalogue: Catalogue;
  sizes: Sizes;
}

export interface Translator {
  id: string;
  /** as people call the format */
  name: string;
  extension: string;
  mediaType: string;
  detect: (source: Source) => boolean;
  /** Throws `UnreadableError` with every fault found; `readThere` has the server read it. */
  read: (source: Source, readThere: Reader) => Reading | Promise<Reading>;
  write?: (work: Work) => Uint8Array<ArrayBuffer> | Promise<Uint8Array<ArrayBuffer>>;
}

/** A model's id that means nothing in the app yet, and what the model has to be able to do. */
export interface UnknownModel {
  id: string;
  task: string | null;
  /** who asks for it */
  step: string | null;
}

/** What is wrong place by place, and what would mend it; the text is read again afterwards. */
export interface Trouble {
  problems: readonly GraphProblem[];
  unknownModels: readonly UnknownModel[];
  text: string;
}

/** The source is of this format, but broken: each fault says where. */
export class UnreadableError extends Error {
  readonly faults: readonly string[];
  readonly trouble: Trouble | undefined;
  constructor(message: string, faults: readonly string[] = [], trouble?: Trouble) {
    super(message);
    this.faults = faults;
    this.trouble = trouble;
  }
}

/** What the canvas shows before anything changes. */
export type Incoming =
  | { kind: 'read'; from: string; format: string; reading: Reading }
  | {
      kind: 'refused';
      from: string;
      message: string;
      faults: readonly string[];
      trouble?: Trouble;
    };
