import { Fragment } from 'react';

const MARKED = /(`[^`]+`|\*[^*\s](?:[^*]*[^*\s])?\*)/;

/** A sentence in which `words` are code and *words* are stressed: what docstrings use. */
export function InlineText({ text }: { text: string }) {
  return text.split(MARKED).map((part, index) => {
    if (index % 2 === 0) return <Fragment key={index}>{part}</Fragment>;
    const words = part.slice(1, -1);
    return part.startsWith('`') ? <code key={index}>{words}</code> : <em key={index}>{words}</em>;
  });
}
