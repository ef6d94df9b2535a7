/** Files that people give: what they are, whether they fit, and how large they may be. Pure. */
import type { GraphDocument, MediaLimits } from '../api/types';
import { isMedium } from './inputs';

/** What the browser says of a file. */
export interface GivenFile {
  name: string;
  type: string;
  size: number;
}

const FILE_KINDS = ['image', 'video', 'audio'] as const;
export type FileKind = (typeof FILE_KINDS)[number];
const ARTICLE: Record<FileKind, string> = { image: 'an image', audio: 'a sound', video: 'a video' };
/** Of files that browsers know no type for. */
const ENDINGS: Record<string, FileKind> = {
  mkv: 'video',
  avi: 'video',
  wmv: 'video',
  mov: 'video',
  flac: 'audio',
  m4a: 'audio',
  aac: 'audio',
  ogg: 'audio',
  heic: 'image',
  tif: 'image',
  tiff: 'image',
};
const MEBIBYTE = 1024 * 1024;

/** Whether a text is the address of something on the web, and nothing else. */
export function isAddress(text: string): boolean {
  return /^https?:\/\/\S+$/i.test(text.trim());
}

/** null when neither type nor name tells; the server then looks inside. */
export function kindOfFile({ name, type }: Pick<GivenFile, 'name' | 'type'>): FileKind | null {
  const said = type.split('/')[0] ?? '';
  const ending = name.split('.').at(-1)?.toLowerCase() ?? '';
  return FILE_KINDS.find((kind) => kind === said) ?? ENDINGS[ending] ?? null;
}

/** The media that a graph takes, in its order. */
export function mediaTaken(graph: GraphDocument | undefined): string[] {
  const types = graph?.inputs.map((input) => input.type).filter(isMedium) ?? [];
  return [...new Set<string>(types)];
}

/** "image", "image or text", "image, audio or text" */
export function inWords(kinds: readonly string[], joiner = 'or'): string {
  const last = kinds.at(-1) ?? '';
  return kinds.length < 2 ? last : `${kinds.slice(0, -1).join(', ')} ${joiner} ${last}`;
}

function bytesOf(kind: FileKind, limits: MediaLimits): number {
  return limits[`${kind}_bytes`];
}

/** Never down: what is over a limit must not read like the limit. */
const roundedUp = (amount: number) => Math.ceil(amount * 10) / 10;
const megabytes = (bytes: number) => `${roundedUp(bytes / MEBIBYTE)} MB`;

function minutes(seconds: number): string {
  return seconds >= 120 ? `${roundedUp(seconds / 60)} minutes` : `${seconds} seconds`;
}

/** The longest that a file of a kind may play, in seconds. */
export function longest(kind: FileKind | null, limits: MediaLimits): number {
  if (kind === 'video') return limits.video_seconds;
  return kind === 'audio' ? limits.audio_seconds : Infinity;
}

/** "Images up to 20 MB, video up to 128 MB and 10 minutes": said before anything is sent. */
export function limitWords(kinds: readonly string[], limits: MediaLimits): string {
  const said = FILE_KINDS.filter((kind) => kinds.includes(kind)).map((kind) => {
    const most = `up to ${megabytes(bytesOf(kind, limits))}`;
    return kind === 'image'
      ? `images ${most}`
      : `${kind} ${most} and ${minutes(longest(kind, limits))}`;
  });
  const words = inWords(said, 'and');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Why a file cannot be run on here; null when it may fit. */
export function whyNotFile(
  file: GivenFile,
  kinds: readonly string[],
  limits: MediaLimits,
): string | null {
  const kind = kindOfFile(file);
  if (!kind) return null;
  if (!kinds.includes(kind)) {
    const takes = kinds.length > 0 ? `takes ${inWords(kinds)}` : 'takes no files';
    return `${file.name} is ${ARTICLE[kind]}, and this workflow ${takes}. Choose another file.`;
  }
  const most = bytesOf(kind, limits);
  if (most > 1 && file.size > most)
    return `${file.name} has ${megabytes(file.size)}; ${ARTICLE[kind]} may have ${megabytes(most)}. Choose a smaller file.`;
  return null;
}

/** Why a file that plays this long cannot be run on; null when it can. */
export function whyTooLong(file: GivenFile, seconds: number, limits: MediaLimits): string | null {
  const kind = kindOfFile(file);
  const most = longest(kind, limits);
  if (!kind || seconds <= most) return null;
  return `${file.name} plays for ${minutes(Math.ceil(seconds))}; ${ARTICLE[kind]} may play for ${minutes(most)}. Choose a shorter one.`;
}

/** Whether these files make one input: of different kinds, for a workflow that takes several. */
export function areTogether(files: readonly GivenFile[], kinds: readonly string[]): boolean {
  const found = files.map(kindOfFile);
  return (
    files.length > 1 &&
    found.every((kind) => kind !== null && kinds.includes(kind)) &&
    new Set(found).size === files.length
  );
}

/** The files so far and the new ones, which take the place of those of their kind. */
export function joinFiles<F extends GivenFile>(before: readonly F[], files: readonly F[]): F[] {
  const kinds = new Set(files.map(kindOfFile));
  return [...before.filter((file) => !kinds.has(kindOfFile(file))), ...files];
}
