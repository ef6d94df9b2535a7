import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react';
import { newPart, type Part, specOf } from '../../graph/query/operations';
import { OPERATIONS } from '../../graph/query/operationTable';
import { IconButton } from '../../ui/Button';
import { GroupedSelect } from './GroupedSelect';
import { OperationField } from './OperationField';
import type { QueryProps } from './queryProps';

interface OperationRowProps extends Omit<QueryProps, 'value' | 'onChange'> {
  part: Part;
  number: number;
  /** the number of the last row */
  last: number;
  groups: React.ComponentProps<typeof GroupedSelect>['groups'];
  onChange: (part: Part) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}

/** What another operation takes over from the one before it: fields of the same name and sort. */
function become(type: string, before: Part): Part {
  const spec = OPERATIONS.find((each) => each.type === type);
  if (!spec) return before;
  const kept = spec.fields
    .filter(
      ({ name, start, choices }) =>
        typeof before[name] === typeof start &&
        (!choices || choices.some(({ value }) => value === before[name])),
    )
    .map(({ name }) => [name, before[name]]);
  return { ...newPart(spec), ...(Object.fromEntries(kept) as Part) };
}

/** One operation: which, where it stands, and its fields. */
export function OperationRow(props: OperationRowProps) {
  const { part, number, last, groups, names, flow, disabled, of = '' } = props;
  const { onChange, onMove, onRemove } = props;
  const spec = specOf(part);
  const type = typeof part.type === 'string' ? part.type : '';
  const listed = groups.some(({ options }) => options.some(({ value }) => value === type));
  const own = { label: 'In use', options: [{ value: type, label: spec?.label ?? (type || '…') }] };
  const where = ` of operation ${number}${of}`;
  return (
    <li className="operation-row" aria-label={`Operation ${number}${of}`}>
      <div className="operation-head">
        <GroupedSelect
          label={`Operation ${number}${of}`}
          value={type}
          groups={listed ? groups : [own, ...groups]}
          disabled={disabled}
          onChange={(next) => {
            onChange(become(next, part));
          }}
        />
        {!disabled && (
          <>
            {last > 1 && (
              <>
                <IconButton
                  label={`Move operation ${number} up`}
                  size="small"
                  disabled={number === 1}
                  onClick={() => {
                    onMove(-1);
                  }}
                >
                  <ArrowUp aria-hidden />
                </IconButton>
                <IconButton
                  label={`Move operation ${number} down`}
                  size="small"
                  disabled={number === last}
                  onClick={() => {
                    onMove(1);
                  }}
                >
                  <ArrowDown aria-hidden />
                </IconButton>
              </>
            )}
            <IconButton label={`Remove operation ${number}${of}`} size="small" onClick={onRemove}>
              <Trash2 aria-hidden />
            </IconButton>
          </>
        )}
      </div>
      {spec && flow !== null && spec.takes.length > 0 && !spec.takes.includes(flow) && (
        <p className="field-note warn">This may not suit what comes before it.</p>
      )}
      {spec?.fields.map((field) => (
        <OperationField
          key={field.name}
          field={field}
          value={part[field.name]}
          where={where}
          names={names}
          flow={flow}
          disabled={disabled}
          onChange={(value) => {
            onChange({ ...part, [field.name]: value });
          }}
        />
      ))}
    </li>
  );
}
