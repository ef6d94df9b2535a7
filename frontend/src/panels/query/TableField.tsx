import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { isRecord } from '../../graph/readLayout';
import { Button, IconButton } from '../../ui/Button';
import { ValueInput } from './ValueInput';

interface TableFieldProps {
  label: string;
  value: unknown;
  disabled: boolean;
  /** what stands on the right: words as they are typed, entries with commas, or any value */
  sort?: 'text' | 'list' | 'any';
  words?: [from: string, to: string];
  onChange: (value: unknown) => void;
}

/** A table of what stands for what; a line without a word on the left is kept here until it has one. */
export function TableField(props: TableFieldProps) {
  const { label, value, disabled, sort = 'any', words = ['from', 'to'], onChange } = props;
  const [lines, setLines] = useState(() => Object.entries(isRecord(value) ? value : {}));
  const told = JSON.stringify(isRecord(value) ? value : {});
  const own = JSON.stringify(Object.fromEntries(lines.filter(([from]) => from !== '')));
  // Someone else changed it: undo, or the JSON beside it.
  const shown = told === own ? lines : Object.entries(isRecord(value) ? value : {});
  const keep = (next: [string, unknown][]) => {
    setLines(next);
    onChange(Object.fromEntries(next.filter(([from]) => from !== '')));
  };
  return (
    <div className="query-table">
      {shown.map(([from, to], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name, only a place
        <div key={index} className="condition-line">
          <input
            className="text-input"
            aria-label={`${label}: line ${index + 1}, ${words[0]}`}
            placeholder={words[0]}
            value={from}
            disabled={disabled}
            onChange={(event) => {
              const name = event.target.value;
              keep(shown.map((line, place) => (place === index ? [name, line[1]] : line)));
            }}
          />
          <span aria-hidden>→</span>
          <ValueInput
            label={`${label}: line ${index + 1}, ${words[1]}`}
            list={sort === 'list'}
            text={sort === 'text'}
            value={to}
            disabled={disabled}
            onChange={(next) => {
              keep(shown.map((line, place) => (place === index ? [line[0], next] : line)));
            }}
          />
          {!disabled && (
            <IconButton
              label={`Remove line ${index + 1}`}
              size="small"
              onClick={() => {
                keep(shown.filter((_, place) => place !== index));
              }}
            >
              <Trash2 aria-hidden />
            </IconButton>
          )}
        </div>
      ))}
      {!disabled && (
        <Button
          size="small"
          onClick={() => {
            keep([...shown, ['', '']]);
          }}
        >
          <Plus aria-hidden /> Add line
        </Button>
      )}
    </div>
  );
}
