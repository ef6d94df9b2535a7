import { TriangleAlert } from 'lucide-react';
import type { AppRef } from '../../../api/client';
import { InputFace } from '../InputFace';
import type { Column } from './columns';

/** An input on top of its column: its small picture or its text, and its name. */
export function ColumnHead({ column, at }: { column: Column; at: AppRef }) {
  const { input, name } = column;
  return (
    <th scope="col" title={name}>
      <div className="batch-face">
        {!input && <TriangleAlert aria-hidden />}
        {input?.blob && <InputFace at={at} input={input} width={320} />}
        {input && !input.blob && <span className="batch-text">{input.text}</span>}
      </div>
      <span className="batch-name">{name}</span>
    </th>
  );
}
