import './ListInput.css';
import { Plus, X } from 'lucide-react';
import { type KeyboardEvent, useId, useState } from 'react';
import type { ControlProps } from './controlProps';

/** so few are shown to click; more wait in the field's own list */
const MOST_OFFERED = 6;

function stringsIn(value: unknown): string[] {
  return Array.isArray(value)
    ? value.filter((entry): entry is string => typeof entry === 'string')
    : [];
}

/** A list of words as chips: Enter or a comma adds, Backspace in the empty field takes the last away. */
export function ListInput({
  id,
  label,
  schema,
  value,
  disabled,
  onChange,
  suggestions = [],
}: ControlProps) {
  const listId = useId();
  const [text, setText] = useState('');
  const words = stringsIn(value);
  const left = suggestions.filter((word) => !words.includes(word));
  const offered = left.length <= MOST_OFFERED ? left : [];
  const add = (typed: string) => {
    const added = typed
      .split(',')
      .map((word) => word.trim())
      .filter((word) => word && !words.includes(word));
    setText('');
    if (added.length > 0) onChange([...words, ...added]);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' || event.key === ',') {
      event.preventDefault();
      add(text);
    } else if (event.key === 'Backspace' && text === '' && words.length > 0) {
      onChange(words.slice(0, -1));
    }
  };
  return (
    <div className="list-input">
      {words.map((word) => (
        <span key={word} className="chip run">
          {word}
          <button
            type="button"
            aria-label={`Remove ${word}`}
            disabled={disabled}
            onClick={() => {
              onChange(words.filter((other) => other !== word));
            }}
          >
            <X aria-hidden />
          </button>
        </span>
      ))}
      {offered.map((word) => (
        <button
          key={word}
          type="button"
          className="chip suggested"
          aria-label={`Add ${word}`}
          disabled={disabled}
          onClick={() => {
            add(word);
          }}
        >
          <Plus aria-hidden /> {word}
        </button>
      ))}
      <input
        id={id}
        list={suggestions.length > 0 ? listId : undefined}
        value={text}
        disabled={disabled}
        aria-label={`Add to ${label.toLowerCase()}`}
        placeholder={words.length > 0 ? 'Add' : schema.widget === 'classes' ? 'All classes' : 'Add'}
        onChange={(event) => {
          const { value: typed } = event.target;
          if (suggestions.includes(typed)) add(typed);
          else setText(typed);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => {
          add(text);
        }}
      />
      <datalist id={listId}>
        {left.map((word) => (
          <option key={word} value={word} />
        ))}
      </datalist>
    </div>
  );
}
