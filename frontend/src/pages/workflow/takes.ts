/** Which inputs a workflow takes, and which of them can be given today. Pure. */
import type { GraphDocument } from '../../api/types';

const MEDIA = ['image', 'video', 'audio', 'text'];
/** What the server reads today; video and audio join with their decoders. */
const READABLE = ['image', 'text'];

export interface Takes {
  /** kinds a person may give now, in the graph's order */
  offered: string[];
  /** kinds the graph takes and the server cannot read yet */
  notYet: string[];
}

export function takesOf(graph: GraphDocument | undefined): Takes {
  const media = graph?.inputs.map((input) => input.type).filter((type) => MEDIA.includes(type));
  const kinds = [...new Set(media)];
  return {
    offered: kinds.filter((kind) => READABLE.includes(kind)),
    notYet: kinds.filter((kind) => !READABLE.includes(kind)),
  };
}

/** "image", "image or text", "image, audio or text" */
export function inWords(kinds: readonly string[]): string {
  const last = kinds.at(-1) ?? '';
  return kinds.length < 2 ? last : `${kinds.slice(0, -1).join(', ')} or ${last}`;
}

const ARTICLE: Record<string, string> = { image: 'an image', audio: 'a sound', video: 'a video' };

/** Why these files cannot be run here, said before anything is sent; null when they may fit. */
export function misfit(
  files: readonly { name: string; type: string }[],
  { offered, notYet }: Takes,
): string | null {
  for (const { name, type } of files) {
    const kind = type.split('/')[0] ?? '';
    if (!(kind in ARTICLE) || offered.includes(kind)) continue;
    if (notYet.includes(kind)) {
      return `${name} is ${ARTICLE[kind]}; ${kind} cannot be read here yet. Give ${inWords(offered) || 'a sample'} instead.`;
    }
    return `${name} is ${ARTICLE[kind]}, and this workflow takes ${inWords(offered)}. Choose another file.`;
  }
  return null;
}

/** Whether a pasted text is the address of something on the web, and nothing else. */
export function isAddress(text: string): boolean {
  return /^https?:\/\/\S+$/i.test(text.trim());
}
