import './ColorsPreview.css';
import type { PreviewSize } from './Picture';

interface ColorsPreviewProps {
  items: readonly { hex: string; name: string; value: number }[];
  size: PreviewSize;
}

/** Each colour as wide as its share. */
export function ColorsPreview({ items, size }: ColorsPreviewProps) {
  return (
    <div className={`colors ${size}`}>
      <div className="colors-strip" aria-hidden>
        {items.map((item) => (
          <i
            key={item.hex}
            style={{ background: item.hex, flexGrow: Math.max(item.value, 0.01) }}
          />
        ))}
      </div>
      <ul>
        {items.slice(0, size === 'node' ? 3 : items.length).map((item) => (
          <li key={item.hex}>
            {item.name} <code>{item.hex}</code> {Math.round(item.value * 100)} %
          </li>
        ))}
      </ul>
    </div>
  );
}
