import { blobUrl } from '../api/client';
import type { StoredValue } from '../api/types';
import { useEditor } from '../store/editor';
import { lazily } from '../ui/lazily';

const MediaThumb = lazily(async () => (await import('../previews/MediaThumb')).MediaThumb, {
  soon: false,
});

const THUMB_WIDTH = 320;

type Blob = Pick<Extract<StoredValue, { kind: 'image' }>, 'blob'> & {
  kind: 'image' | 'video' | 'audio';
};

/** A stored picture, film or sound in the box of the card. */
export function StoredPicture({ value, name }: { value: Blob; name: string }) {
  const workflow = useEditor((state) => state.workflow);
  const picture = blobUrl(workflow, value.blob, THUMB_WIDTH);
  if (value.kind === 'image') return <img src={picture} alt={name} draggable={false} />;
  return <MediaThumb kind={value.kind} source={blobUrl(workflow, value.blob)} poster={picture} />;
}

/** A file that was not sent yet. */
export function FilePicture({ file }: { file: File }) {
  const [kind] = file.type.split('/');
  if (kind === 'video' || kind === 'audio') return <MediaThumb kind={kind} source={file} />;
  return <p className="input-text">{file.name}</p>;
}

/** What the run on show ran on. */
export function RanPicture({
  input,
}: {
  input: { kind: string; blob: string | null; text: string | null; name: string };
}) {
  const { kind, blob, text, name } = input;
  if (blob && (kind === 'image' || kind === 'video' || kind === 'audio'))
    return <StoredPicture value={{ kind, blob }} name={name} />;
  return <p className="input-text">{text ?? name}</p>;
}
