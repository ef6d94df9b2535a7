import { Trash2 } from 'lucide-react';
import {
  type Aspect,
  asking,
  asksFor,
  aspectOf,
  BETWEEN,
  IN_HAND,
  LISTED,
  looking,
  type Row,
} from '../../graph/query/conditions';
import { PROPERTIES } from '../../graph/query/operationTable';
import { COMPARATORS, QUESTIONS } from '../../graph/query/words';
import { IconButton } from '../../ui/Button';
import { Select } from '../../ui/Select';
import { useNested } from './nested';
import type { QueryProps } from './queryProps';
import { ValueInput } from './ValueInput';

const WORDS: Record<string, string> = { ...COMPARATORS, ...QUESTIONS };
const PLAIN: { value: Aspect; label: string }[] = [
  { value: 'itself', label: 'value of' },
  { value: 'count', label: 'count of' },
  { value: 'worked', label: 'worked on:' },
];
const OF_REGION: { value: Aspect; label: string }[] = [
  ...Object.entries(PROPERTIES).map(([name, { label }]) => ({
    value: `is:${name}` as Aspect,
    label,
  })),
  { value: 'itself', label: 'region itself' },
  { value: 'worked', label: 'worked on:' },
];
/** Before the names, none of which starts so. */
const NAMED = 'named:';
const WRITTEN = 'written';

interface ConditionRowProps extends Omit<QueryProps, 'value' | 'onChange'> {
  row: Row;
  number: number;
  onRemove?: () => void;
  onChange: (row: Row) => void;
}

/** What the left side is: which value, and how it is looked at. */
function Left({
  row,
  number,
  names,
  flow,
  disabled,
  of = '',
  onRemove,
  onChange,
}: ConditionRowProps) {
  const { name, operations } = row;
  const aspect = aspectOf(operations);
  const region = flow === 'region' && name === IN_HAND;
  const looks = region ? OF_REGION : PLAIN;
  const known = looks.some(({ value }) => value === aspect);
  const hand = flow === 'region' ? [IN_HAND] : [];
  const values = [...new Set([...hand, ...names, name])];
  const where = `of condition ${number}${of}`;
  return (
    <div className="condition-line">
      <Select
        aria-label={`Aspect ${where}`}
        size="small"
        value={aspect}
        options={known ? looks : [{ value: aspect, label: aspect.slice(3) }, ...looks]}
        disabled={disabled}
        onChange={(next) => {
          onChange(looking(row, next));
        }}
      />
      {values.length > 1 || !region ? (
        <Select
          aria-label={`Value ${where}`}
          size="small"
          value={name}
          options={values.map((value) => ({
            value,
            label: value === IN_HAND ? 'each region' : value,
          }))}
          disabled={disabled}
          onChange={(next) => {
            onChange({ ...row, name: next });
          }}
        />
      ) : null}
      {onRemove && (
        <IconButton label={`Remove condition ${number}${of}`} size="small" onClick={onRemove}>
          <Trash2 aria-hidden />
        </IconButton>
      )}
    </div>
  );
}

/** What it is compared with: a value that is written down, or one with a name. */
function Against({ row, number, names, flow, disabled, of = '', onChange }: ConditionRowProps) {
  const { right, asks } = row;
  if (!right) return null;
  const where = `of condition ${number}${of}`;
  const own = 'name' in right ? [right.name] : [];
  const others = [...new Set([...names, ...own])];
  return (
    <>
      {others.length > 0 && (
        <Select
          aria-label={`Compared with ${where}`}
          size="small"
          value={'name' in right ? NAMED + right.name : WRITTEN}
          options={[
            { value: WRITTEN, label: 'this' },
            ...others.map((each) => ({
              value: NAMED + each,
              label: each === IN_HAND && flow === 'region' ? 'each region' : each,
            })),
          ]}
          disabled={disabled}
          onChange={(next) => {
            const name = next.slice(NAMED.length);
            if (next !== WRITTEN) onChange({ ...row, right: { name, operations: [] } });
            else onChange(asking({ ...row, right: null }, asks));
          }}
        />
      )}
      {'value' in right && (
        <ValueInput
          label={`Compared value ${where}`}
          value={right.value}
          list={LISTED.includes(asks) || asks === BETWEEN}
          disabled={disabled}
          onChange={(value) => {
            onChange({ ...row, right: { value } });
          }}
        />
      )}
    </>
  );
}

/** One condition: "confidence is at least 0.5", "count of cars is more than 2". */
export function ConditionRow(props: ConditionRowProps) {
  const { row, number, names, flow, disabled, of = '', onChange } = props;
  const { operations, asks, right, negate, name } = row;
  const { Operations } = useNested();
  const aspect = aspectOf(operations);
  const where = ` of condition ${number}${of}`;
  const inHand = name === IN_HAND ? flow : null;
  return (
    <li className="condition-row">
      <Left {...props} />
      {aspect === 'worked' && (
        <div className="query-nested">
          <Operations
            value={operations}
            flow={inHand}
            of={where}
            {...{ names, disabled }}
            onChange={(next) => {
              onChange({ ...row, operations: next as Row['operations'] });
            }}
          />
        </div>
      )}
      <div className="condition-line">
        <Select
          aria-label={`Comparison${where}`}
          className="condition-asks"
          size="small"
          value={asks}
          options={asksFor(aspect, asks).map((each) => ({
            value: each,
            label: WORDS[each] ?? each,
          }))}
          disabled={disabled}
          onChange={(next) => {
            onChange(asking(row, next));
          }}
        />
        <Against {...props} />
      </div>
      {right && 'name' in right && right.operations.length > 0 && (
        <div className="query-nested">
          <Operations
            value={right.operations}
            flow={null}
            of={` of what condition ${number}${of} compares with`}
            {...{ names, disabled }}
            onChange={(next) => {
              onChange({ ...row, right: { ...right, operations: next as Row['operations'] } });
            }}
          />
        </div>
      )}
      <label className="condition-not">
        <input
          type="checkbox"
          checked={negate}
          disabled={disabled}
          onChange={() => {
            onChange({ ...row, negate: !negate });
          }}
        />
        Holds where this is not so
      </label>
    </li>
  );
}
