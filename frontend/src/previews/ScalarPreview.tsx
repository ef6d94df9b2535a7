import './ScalarPreview.css';
import { short } from '../ui/format';
import type { PreviewSize } from './Picture';

/** One number or one yes or no, large enough to read across the room. */
export function ScalarPreview({ value, size }: { value: number | boolean; size: PreviewSize }) {
  const words = typeof value === 'boolean' ? (value ? 'true' : 'false') : short(value);
  return <p className={`scalar ${size}`}>{words}</p>;
}
