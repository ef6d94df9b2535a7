import './Choices.css';
import { useId } from 'react';

interface ChoicesProps<T extends string> {
  label: string;
  value: T;
  options: readonly { value: T; title: string; about: string }[];
  onChange: (value: T) => void;
}

/** One of a few, each with a sentence on what it means. */
export function Choices<T extends string>({ label, value, options, onChange }: ChoicesProps<T>) {
  const name = useId();
  return (
    <fieldset className="choices">
      <legend className="visually-hidden">{label}</legend>
      {options.map((option) => (
        <label key={option.value}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => {
              onChange(option.value);
            }}
          />
          <span>
            <b>{option.title}</b>
            <small>{option.about}</small>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
