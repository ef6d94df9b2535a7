import './TextPreview.css';
import { CopyButton } from '../ui/CopyButton';
import type { PreviewSize } from './Picture';

const SHORT_TEXT = 60;

/** What was read, written or said. Short texts, such as a licence plate, stand out. */
export function TextPreview({ text, size }: { text: string; size: PreviewSize }) {
  if (text.trim() === '') return <p className="muted small">Empty text.</p>;
  if (size === 'node') return <p className="text-node">{text}</p>;
  return (
    <div className={text.length <= SHORT_TEXT ? 'text-full short' : 'text-full'}>
      <p>{text}</p>
      <CopyButton text={text} label="Copy text" />
    </div>
  );
}
