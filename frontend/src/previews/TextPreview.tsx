import './TextPreview.css';
import { CopyButton } from '../ui/CopyButton';
import type { PreviewSize } from './Picture';

const MOST_MARK_LETTERS = 16;

/** A mark such as a licence plate or a code, where every letter counts, rather than words. */
const isMark = (text: string) => text.length <= MOST_MARK_LETTERS && /\d/.test(text);

/** What was read, written or said. */
export function TextPreview({ text, size }: { text: string; size: PreviewSize }) {
  if (text.trim() === '') return <p className="muted small">Empty text.</p>;
  if (size === 'node') return <p className="text-node">{text}</p>;
  return (
    <div className={isMark(text) ? 'text-full mark' : 'text-full'}>
      <p>{text}</p>
      <CopyButton text={text} label="Copy text" />
    </div>
  );
}
