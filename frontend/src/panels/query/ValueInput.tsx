import { useState } from 'react';
import { isPlainList, listFrom, textFrom, valueFrom } from '../../graph/query/values';

interface ValueInputProps {
  value: unknown;
  label: string;
  disabled: boolean;
  /** entries with commas between them */
  list?: boolean;
  /** words as they are typed, whatever else they look like */
  text?: boolean;
  onChange: (value: unknown) => void;
}

/** A value in a line: a number, yes or no, words, or JSON; kept as typed until the field is left. */
export function ValueInput(props: ValueInputProps) {
  const { value, label, disabled, list = false, text = false, onChange } = props;
  const read = text ? String : list ? listFrom : valueFrom;
  const [typed, setTyped] = useState<string | null>(null);
  const asText = text && typeof value === 'string' ? value : textFrom(value);
  const shown = list && isPlainList(value) ? value.join(', ') : asText;
  return (
    <input
      className="text-input"
      aria-label={label}
      title={list ? 'Entries with commas between them' : undefined}
      placeholder={list ? 'car, bus' : undefined}
      value={typed ?? shown}
      disabled={disabled}
      onChange={(event) => {
        setTyped(event.target.value);
        onChange(read(event.target.value));
      }}
      onBlur={() => {
        setTyped(null);
      }}
    />
  );
}

/** A number in a line; what is no number yet changes nothing. */
export function NumberInput({
  value,
  label,
  disabled,
  whole,
  onChange,
}: Omit<ValueInputProps, 'list' | 'text'> & { whole: boolean }) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <input
      className="text-input"
      aria-label={label}
      inputMode={whole ? 'numeric' : 'decimal'}
      value={typed ?? textFrom(value)}
      disabled={disabled}
      onChange={(event) => {
        setTyped(event.target.value);
        const number = event.target.value.trim() === '' ? Number.NaN : Number(event.target.value);
        if (whole ? Number.isInteger(number) : Number.isFinite(number)) onChange(number);
      }}
      onBlur={() => {
        setTyped(null);
      }}
    />
  );
}
