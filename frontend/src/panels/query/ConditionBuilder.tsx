import { Plus } from 'lucide-react';
import {
  type Condition,
  IN_HAND,
  type Other,
  type Row,
  readCondition,
  writeCondition,
} from '../../graph/query/conditions';
import { Button } from '../../ui/Button';
import { Select } from '../../ui/Select';
import { ConditionRow } from './ConditionRow';
import { OtherCondition } from './OtherCondition';
import type { QueryProps } from './queryProps';

const JOINS: { value: Condition['joined']; label: string }[] = [
  { value: 'and', label: 'All of these hold' },
  { value: 'or', label: 'One of these holds' },
];

/** What a new row asks: a region for its confidence, a value for its count. */
function newRow(name: string): Row {
  const region = name === IN_HAND;
  return {
    name,
    operations: region
      ? [{ type: 'ExtractDetectionProperty', property_name: 'confidence' }]
      : [{ type: 'SequenceLength' }],
    asks: region ? '(Number) >=' : '(Number) >',
    right: { value: region ? 0.5 : 0 },
    negate: false,
  };
}

/** Rows of "count of cars is more than 2", and groups of such rows. */
export function ConditionBuilder(props: QueryProps & { required?: boolean }) {
  const { value, disabled, names, flow, of = '', required = false, onChange } = props;
  const condition = readCondition(value);
  const { joined, rows } = condition;
  const change = (next: Partial<Condition>) => {
    onChange(writeCondition({ ...condition, ...next }));
  };
  const put = (index: number, next: Row | Other) => {
    change({ rows: rows.map((other, place) => (place === index ? next : other)) });
  };
  const remove = (index: number) => {
    change({ rows: rows.filter((_, place) => place !== index) });
  };
  const first = flow === 'region' ? IN_HAND : names[0];
  const canRemove = !disabled && (!required || rows.length > 1);
  return (
    <>
      {rows.length > 1 && (
        <Select
          aria-label={`How the conditions are joined${of}`}
          size="small"
          value={joined}
          options={JOINS}
          disabled={disabled}
          onChange={(next) => {
            change({ joined: next });
          }}
        />
      )}
      {rows.length > 0 && (
        <ol className="condition-rows">
          {rows.map((row, index) => {
            const common = {
              number: index + 1,
              of,
              names,
              flow,
              disabled,
              ...(canRemove
                ? {
                    onRemove: () => {
                      remove(index);
                    },
                  }
                : {}),
            };
            const change = (next: Row | Other) => {
              put(index, next);
            };
            return 'other' in row ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name, only a place
              <OtherCondition key={index} part={row.other} {...common} onChange={change} />
            ) : (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name, only a place
              <ConditionRow key={index} row={row} {...common} onChange={change} />
            );
          })}
        </ol>
      )}
      {!disabled && first !== undefined && (
        <div className="condition-adds">
          <Button
            size="small"
            onClick={() => {
              change({ rows: [...rows, newRow(first)] });
            }}
          >
            <Plus aria-hidden /> Add condition
          </Button>
          {rows.length > 1 && (
            <Button
              size="small"
              look="quiet"
              onClick={() => {
                const group = writeCondition({ joined: 'and', rows: [newRow(first)] });
                if (group) change({ rows: [...rows, { other: group }] });
              }}
            >
              <Plus aria-hidden /> Add group
            </Button>
          )}
        </div>
      )}
      {first === undefined && rows.length === 0 && (
        <p className="field-note">
          Wire something to this node below; conditions speak of wires by their names.
        </p>
      )}
    </>
  );
}
