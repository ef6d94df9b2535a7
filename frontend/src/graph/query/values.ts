/** Values as people type them into a line: JSON where it is some, else the words themselves. Pure. */

export function valueFrom(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

export const textFrom = (value: unknown): string =>
  typeof value === 'string' && typeof valueFrom(value) === 'string'
    ? value
    : JSON.stringify(value ?? null);

const isPlain = (value: unknown): value is string | number =>
  typeof value === 'string' || typeof value === 'number';

/** Whether a list can stand in a line, with commas between its entries. */
export const isPlainList = (value: unknown): value is (string | number)[] =>
  Array.isArray(value) && value.every((one) => isPlain(one) && !String(one).includes(','));

/** "car, 3" as its two entries. */
export function listFrom(text: string): unknown {
  if (text.trimStart().startsWith('[')) return valueFrom(text);
  return text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '')
    .map((each) => (Number.isNaN(Number(each)) ? each : Number(each)));
}
