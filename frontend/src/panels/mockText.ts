/** A pinned output as text to edit, and back. Pure. */
import type { PortOutputs, StoredValue, Tree } from '../api/types';

type Plain = Extract<StoredValue, { kind: 'text' | 'string' | 'number' }>;

export interface MockText {
  /** a single text or number is edited as it is, all else as JSON */
  form: 'plain' | 'json';
  text: string;
}

function plainValue(tree: Tree | undefined): Plain | null {
  if (!tree || !('kind' in tree)) return null;
  return tree.kind === 'text' || tree.kind === 'string' || tree.kind === 'number' ? tree : null;
}

/** The one plain value that these outputs are, with its port. */
function onlyPlain(outputs: readonly PortOutputs[]): { port: string; value: Plain } | null {
  const [ports] = outputs;
  const [entry] = Object.entries(ports ?? {});
  if (outputs.length !== 1 || !entry || Object.keys(ports ?? {}).length !== 1) return null;
  const value = plainValue(entry[1]);
  return value && { port: entry[0], value };
}

/** For one input its ports are the document; for several, the list of them. */
export function toMockText(outputs: readonly PortOutputs[]): MockText {
  const plain = onlyPlain(outputs);
  if (plain) {
    const { value } = plain;
    return { form: 'plain', text: value.kind === 'text' ? value.raw : String(value.value) };
  }
  const shown = outputs.length === 1 ? outputs[0] : outputs;
  return { form: 'json', text: JSON.stringify(shown, null, 2) };
}

/** What to send, or the sentence that says why the text cannot be read. */
export function fromMockText(
  text: string,
  before: readonly PortOutputs[],
): { outputs: unknown } | { fault: string } {
  const plain = onlyPlain(before);
  if (plain) {
    const { port, value } = plain;
    if (value.kind === 'text') return { outputs: [{ [port]: { ...value, raw: text } }] };
    if (value.kind === 'string') return { outputs: [{ [port]: { ...value, value: text } }] };
    const number = Number(text);
    if (text.trim() === '' || !Number.isFinite(number))
      return { fault: 'This output is a number, such as 3 or 0.25.' };
    return { outputs: [{ [port]: { ...value, value: number } }] };
  }
  try {
    const read: unknown = JSON.parse(text);
    return { outputs: before.length === 1 ? [read] : read };
  } catch (error) {
    return { fault: `This is not JSON: ${error instanceof Error ? error.message : 'unreadable'}.` };
  }
}
