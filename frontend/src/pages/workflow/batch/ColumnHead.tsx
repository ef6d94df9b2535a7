import { TriangleAlert } from 'lucide-react';
import { type AppRef, blobUrl } from '../../../api/client';
import type { Column } from './columns';

/** An input on top of its column: its small picture or its text, and its name. */
export function ColumnHead({ column, at }: { column: Column; at: AppRef }) {
  const { input, name } = column;
  return (
    <th scope="col" title={name}>
      <div className="batch-face">
        {!input && <TriangleAlert aria-hidden />}
        {input?.blob && input.kind === 'image' && (
          <img src={blobUrl(at, input.blob, 320)} alt="" loading="lazy" />
        )}
        {input && !input.blob && <span className="batch-text">{input.text}</span>}
      </div>
      <span className="batch-name">{name}</span>
    </th>
  );
}
