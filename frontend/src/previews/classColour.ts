/** Deep enough that white words on them reach 4.5:1, apart enough to tell side by side. */
const COLOURS = [
  '#c2410c',
  '#4f46e5',
  '#0f766e',
  '#be185d',
  '#15803d',
  '#7c3aed',
  '#0369a1',
  '#a16207',
  '#b91c1c',
  '#0e7490',
  '#a21caf',
  '#4d7c0f',
] as const;

/** A class keeps its colour in every picture, workflow and session. */
export function classColour(name: string): string {
  let hash = 2166136261;
  for (let index = 0; index < name.length; index += 1) {
    hash = Math.imul(hash ^ name.charCodeAt(index), 16777619);
  }
  return COLOURS[(hash >>> 0) % COLOURS.length] ?? COLOURS[0];
}
