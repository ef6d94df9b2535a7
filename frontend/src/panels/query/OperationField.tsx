import { useId } from 'react';
import { innerFlow } from '../../graph/query/operations';
import type { FieldSpec } from '../../graph/query/operationTable';
import { isRecord } from '../../graph/readLayout';
import { Select } from '../../ui/Select';
import { useNested } from './nested';
import type { QueryProps } from './queryProps';
import { TableField } from './TableField';
import { NumberInput, ValueInput } from './ValueInput';

interface OperationFieldProps extends QueryProps {
  field: FieldSpec;
  where: string;
}

const isText = (value: unknown): value is string => typeof value === 'string';

/** The control of a field that stands in one line. */
function Line({ field, value: given, where, disabled, onChange }: OperationFieldProps) {
  const { kind, label, choices, start } = field;
  const value = given ?? start;
  const name = label + where;
  if (kind === 'choice' && choices) {
    const known = choices.some((choice) => choice.value === value);
    const odd = { value: String(value), label: String(value) };
    return (
      <Select
        aria-label={name}
        size="small"
        value={String(value)}
        options={known ? [...choices] : [odd, ...choices]}
        disabled={disabled}
        onChange={onChange}
      />
    );
  }
  if ((kind === 'whole' || kind === 'number') && typeof value === 'number')
    return (
      <NumberInput
        label={name}
        value={value}
        whole={kind === 'whole'}
        {...{ disabled, onChange }}
      />
    );
  if (kind === 'text' && isText(value))
    return (
      <input
        className="text-input"
        aria-label={name}
        value={value}
        disabled={disabled}
        onChange={(event) => {
          onChange(event.target.value);
        }}
      />
    );
  return <ValueInput label={name} value={value} {...{ disabled, onChange }} />;
}

/** One field of an operation, with the control that suits what it holds. */
export function OperationField(props: OperationFieldProps) {
  const { field, value, where, names, flow, disabled, onChange } = props;
  const { kind, label, unit } = field;
  const id = useId();
  const { Condition, Operations } = useNested();
  if (kind === 'operations')
    return (
      <div className="query-nested">
        <Operations flow={innerFlow(flow)} of={where} {...{ value, names, disabled, onChange }} />
      </div>
    );
  if (kind === 'condition')
    return (
      <div className="query-nested">
        <Condition flow="region" required of={where} {...{ value, names, disabled, onChange }} />
      </div>
    );
  if (kind === 'table' && (value === undefined || isRecord(value)))
    return (
      <div className="operation-field stacked">
        <span>{label}</span>
        <TableField label={label + where} {...{ value, disabled, onChange }} />
      </div>
    );
  if (kind === 'yes' && typeof value !== 'string')
    return (
      <label className="condition-not">
        <input
          type="checkbox"
          checked={(value ?? field.start) === true}
          disabled={disabled}
          onChange={(event) => {
            onChange(event.target.checked);
          }}
        />
        {label}
      </label>
    );
  return (
    <div className="operation-field">
      <span id={id}>{label}</span>
      <Line {...props} />
      {unit && <span className="unit">{unit}</span>}
    </div>
  );
}
