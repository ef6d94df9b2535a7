import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import {
  type Aspect,
  asking,
  type Condition,
  type Row,
  readCondition,
  writeCondition,
} from '../graph/conditions';
import { COMPARATORS, QUESTIONS } from '../graph/queryWords';
import { Button, IconButton } from '../ui/Button';
import { Select } from '../ui/Select';
import type { ControlProps } from './controlProps';

const ASKS = Object.entries({ ...COMPARATORS, ...QUESTIONS }).map(([value, label]) => ({
  value,
  label,
}));
const ASPECTS: { value: Aspect; label: string }[] = [
  { value: 'itself', label: 'value of' },
  { value: 'count', label: 'count of' },
];
/** Before the names, none of which starts so. */
const NAMED = 'named:';
const WRITTEN = 'written';

/** What was typed: JSON where it is some, else the words themselves. */
function valueFrom(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
const textFrom = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));

function Written({
  value,
  label,
  disabled,
  onChange,
}: {
  value: unknown;
  label: string;
  disabled: boolean;
  onChange: (value: unknown) => void;
}) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <input
      className="text-input"
      aria-label={label}
      value={typed ?? textFrom(value)}
      disabled={disabled}
      onChange={(event) => {
        setTyped(event.target.value);
        onChange(valueFrom(event.target.value));
      }}
      onBlur={() => {
        setTyped(null);
      }}
    />
  );
}

interface RowFieldsProps {
  row: Row;
  number: number;
  names: readonly string[];
  disabled: boolean;
  onChange: (row: Row) => void;
  onRemove: () => void;
}

function RowFields({ row, number, names, disabled, onChange, onRemove }: RowFieldsProps) {
  const { name, aspect, asks, right, negate } = row;
  const known = [...new Set([...names, name])].map((each) => ({ value: each, label: each }));
  const of = `of condition ${number}`;
  return (
    <li className="condition-row">
      <div className="condition-line">
        <Select
          aria-label={`Aspect ${of}`}
          size="small"
          value={aspect}
          options={ASPECTS}
          disabled={disabled}
          onChange={(next) => {
            onChange({ ...row, aspect: next });
          }}
        />
        <Select
          aria-label={`Value ${of}`}
          size="small"
          value={name}
          options={known}
          disabled={disabled}
          onChange={(next) => {
            onChange({ ...row, name: next });
          }}
        />
        {!disabled && (
          <IconButton label={`Remove condition ${number}`} size="small" onClick={onRemove}>
            <Trash2 aria-hidden />
          </IconButton>
        )}
      </div>
      <div className="condition-line">
        <Select
          aria-label={`Comparison ${of}`}
          className="condition-asks"
          size="small"
          value={asks}
          options={ASKS}
          disabled={disabled}
          onChange={(next) => {
            onChange(asking(row, next));
          }}
        />
        {right && names.length > 0 && (
          <Select
            aria-label={`Compared with ${of}`}
            size="small"
            value={'name' in right ? NAMED + right.name : WRITTEN}
            options={[
              { value: WRITTEN, label: 'this' },
              ...names.map((each) => ({ value: NAMED + each, label: each })),
            ]}
            disabled={disabled}
            onChange={(next) => {
              const to = next === WRITTEN ? { value: 0 } : { name: next.slice(NAMED.length) };
              onChange({ ...row, right: to });
            }}
          />
        )}
        {right && 'value' in right && (
          <Written
            label={`Compared value ${of}`}
            value={right.value}
            disabled={disabled}
            onChange={(value) => {
              onChange({ ...row, right: { value } });
            }}
          />
        )}
      </div>
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

/** Rows of "count of cars is more than 2"; what rows cannot hold is left to the JSON. */
export function ConditionBuilder({ value, disabled, suggestions = [], onChange }: ControlProps) {
  const condition = readCondition(value);
  if (!condition) return <p className="field-note">This condition is nested; edit it as JSON.</p>;
  const { joined, rows } = condition;
  const change = (next: Partial<Condition>) => {
    onChange(writeCondition({ ...condition, ...next }));
  };
  const [first] = suggestions;
  return (
    <>
      {rows.length > 1 && (
        <Select
          aria-label="How the conditions are joined"
          size="small"
          value={joined}
          options={[
            { value: 'and', label: 'All of these hold' },
            { value: 'or', label: 'One of these holds' },
          ]}
          disabled={disabled}
          onChange={(next) => {
            change({ joined: next });
          }}
        />
      )}
      {rows.length > 0 && (
        <ol className="condition-rows">
          {rows.map((row, index) => (
            <RowFields
              // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name, only a place
              key={index}
              row={row}
              number={index + 1}
              names={suggestions}
              disabled={disabled}
              onChange={(next) => {
                change({ rows: rows.map((other, place) => (place === index ? next : other)) });
              }}
              onRemove={() => {
                change({ rows: rows.filter((_, place) => place !== index) });
              }}
            />
          ))}
        </ol>
      )}
      {!disabled && first !== undefined && (
        <Button
          size="small"
          onClick={() => {
            const row: Row = {
              name: first,
              aspect: 'count',
              asks: '(Number) >',
              right: { value: 0 },
              negate: false,
            };
            change({ rows: [...rows, row] });
          }}
        >
          <Plus aria-hidden /> Add condition
        </Button>
      )}
      {first === undefined && rows.length === 0 && (
        <p className="field-note">
          Wire something to this node below; conditions speak of wires by their names.
        </p>
      )}
    </>
  );
}
