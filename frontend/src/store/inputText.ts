/** The text of the next run's input, alone or beside a file. */
import type { RunInput } from './editor';

export function textOf(input: RunInput | null): string {
  return input?.text ?? '';
}

/** The same input with this text; a text alone where nothing else was chosen. */
export function withText(input: RunInput | null, text: string): RunInput | null {
  if (!input || input.kind === 'text') return text ? { kind: 'text', text } : null;
  return { ...input, text };
}
