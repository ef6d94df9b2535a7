/** Which kind of value fits which port, and how to say a kind in a sentence. */
import type { Port, ValueKind } from '../api/types';
import kindTable from './kindTable.json';

/** Written by `python manage.py kind_table` from what the server's checker uses. */
const TABLE: Record<ValueKind, { words: string; takes: string[] }> = kindTable;

/** Whether a source of these kinds may feed a target of those. */
export function fits(source: readonly ValueKind[], target: readonly ValueKind[]): boolean {
  return target.some((wanted) => source.some((kind) => TABLE[wanted].takes.includes(kind)));
}

/** "an image", "regions or concepts". */
export function phrase(kinds: readonly ValueKind[]): string {
  const words = kinds.map((kind) => TABLE[kind].words);
  if (words.length < 2) return words[0] ?? 'nothing';
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

/** The colour of a port: its only kind, or `any` when there are several. */
export function mainKind(port: Pick<Port, 'kinds'> | undefined): ValueKind {
  return port?.kinds.length === 1 ? (port.kinds[0] ?? 'any') : 'any';
}

function portWord(port: Port): string {
  const word = port.kinds.length === 1 ? (port.kinds[0] ?? 'any') : 'any';
  return port.each && word === 'image' ? 'images' : word;
}

/** The palette's hint: "image + regions → images". */
export function signature(inputs: readonly Port[], outputs: readonly Port[]): string {
  const needed = inputs.filter((port) => port.required);
  const shown = needed.length > 0 ? needed : inputs;
  const unique = (ports: readonly Port[]) => [...new Set(ports.map(portWord))].join(' + ');
  return `${unique(shown) || 'nothing'} → ${unique(outputs) || 'nothing'}`;
}
