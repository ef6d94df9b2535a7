import './Field.css';
import type { SelectHTMLAttributes } from 'react';
import { classes } from './classes';

interface SelectProps<T extends string>
  extends Omit<SelectHTMLAttributes<HTMLSelectElement>, 'value' | 'onChange' | 'size'> {
  value: T;
  options: { value: T; label: string }[];
  onChange: (value: T) => void;
  size?: 'small' | 'normal';
}

/** The browser's own list: works with keys, touch and screen readers as people know it. */
export function Select<T extends string>({
  value,
  options,
  onChange,
  size = 'normal',
  className,
  ...rest
}: SelectProps<T>) {
  return (
    <select
      className={classes('select', size, className)}
      value={value}
      onChange={(event) => {
        onChange(event.target.value as T);
      }}
      {...rest}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}
