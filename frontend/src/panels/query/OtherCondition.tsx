import { Trash2 } from 'lucide-react';
import type { Other } from '../../graph/query/conditions';
import type { Part } from '../../graph/query/operations';
import { sayStatement } from '../../graph/query/words';
import { IconButton } from '../../ui/Button';
import { useNested } from './nested';
import type { QueryProps } from './queryProps';

interface OtherConditionProps extends Omit<QueryProps, 'value' | 'onChange'> {
  part: Part;
  number: number;
  onRemove?: () => void;
  onChange: (next: Other) => void;
}

/** A group within a condition; or what only JSON says, in words. */
export function OtherCondition(props: OtherConditionProps) {
  const { part, number, of = '', names, flow, disabled, onRemove, onChange } = props;
  const { Condition } = useNested();
  const group = part.type === 'StatementGroup';
  return (
    <li className="condition-row">
      <div className="condition-line">
        <span className="condition-group">
          {group ? 'A group of conditions' : sayStatement(part)}
        </span>
        {onRemove && (
          <IconButton
            label={`Remove ${group ? 'group' : 'condition'} ${number}${of}`}
            size="small"
            onClick={onRemove}
          >
            <Trash2 aria-hidden />
          </IconButton>
        )}
      </div>
      {group ? (
        <div className="query-nested">
          <Condition
            required
            value={part}
            of={` of group ${number}${of}`}
            {...{ names, flow, disabled }}
            onChange={(next) => {
              if (next) onChange({ other: next as Part });
            }}
          />
        </div>
      ) : (
        <p className="field-note">No row can hold this one; edit it as JSON.</p>
      )}
    </li>
  );
}
