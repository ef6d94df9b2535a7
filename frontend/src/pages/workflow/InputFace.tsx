import { type AppRef, blobUrl } from '../../api/client';
import type { RunInput } from '../../api/types';
import { MediaThumb } from '../../previews/MediaThumb';

/** An input of a run at a glance. */
export function InputFace({ at, input, width }: { at: AppRef; input: RunInput; width: number }) {
  const { kind, blob, text, name } = input;
  if (blob && (kind === 'video' || kind === 'audio'))
    return <MediaThumb kind={kind} source={blobUrl(at, blob)} poster={blobUrl(at, blob, width)} />;
  if (blob && kind === 'image') return <img src={blobUrl(at, blob, width)} alt="" loading="lazy" />;
  return <span className="sample-text">{text ?? name}</span>;
}
