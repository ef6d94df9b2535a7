import './query.css';
import type { JsonSchema } from '../../api/types';
import type { ControlProps } from '../controlProps';
import { TableField } from './TableField';

const SORTS: Record<string, 'text' | 'list'> = { string: 'text', array: 'list' };

function sortOf({ additionalProperties: each }: JsonSchema): 'text' | 'list' | 'any' {
  return (typeof each === 'object' && SORTS[each.type ?? '']) || 'any';
}

/** Values by their names, a line each. */
export function MapControl({ label, schema, value, disabled, onChange }: ControlProps) {
  return (
    <div className="query-control" role="group" aria-label={label}>
      <TableField
        label={label}
        value={value}
        sort={sortOf(schema)}
        words={['name', 'value']}
        {...{ disabled, onChange }}
      />
    </div>
  );
}
