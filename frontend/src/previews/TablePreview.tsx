import './TablePreview.css';
import { count } from '../ui/format';
import type { PreviewSize } from './Picture';

const ROWS = { node: 3, full: 50 } as const;

function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

interface TablePreviewProps {
  columns: readonly string[];
  rows: readonly unknown[][];
  size: PreviewSize;
}

export function TablePreview({ columns, rows, size }: TablePreviewProps) {
  const shown = rows.slice(0, ROWS[size]);
  return (
    <div className={`table-preview ${size}`}>
      <table>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row, index) => (
            <tr key={index}>
              {columns.map((column, place) => (
                <td key={column}>{cell(row[place])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {shown.length < rows.length && <p>{count(rows.length - shown.length, 'more row')}</p>}
    </div>
  );
}
