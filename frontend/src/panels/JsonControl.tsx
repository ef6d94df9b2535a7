import { useState } from 'react';
import type { ControlProps } from './controlProps';

function whyUnreadable(text: string): string | null {
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : 'It ends too early.';
  }
}

const MOST_ROWS = 16;

/** A value as JSON: kept as typed until it reads, and said what is in the way. */
export function JsonControl({ id, value, disabled, onChange }: ControlProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? JSON.stringify(value ?? null, null, 2);
  const wrong = typed === null ? null : whyUnreadable(typed);
  return (
    <>
      <textarea
        id={id}
        className="text-input area mono"
        rows={Math.min(MOST_ROWS, Math.max(3, text.split('\n').length))}
        spellCheck={false}
        aria-invalid={wrong !== null}
        value={text}
        disabled={disabled}
        onChange={(event) => {
          setTyped(event.target.value);
          if (!whyUnreadable(event.target.value)) onChange(JSON.parse(event.target.value));
        }}
        onBlur={() => {
          if (!wrong) setTyped(null);
        }}
      />
      {wrong && (
        <p className="field-note bad" role="alert">
          This is no valid JSON yet, so the former value stays. {wrong}
        </p>
      )}
    </>
  );
}
