/** The id of the wire under a point of the screen; what lies above it does not hide it. */
export function wireAt(x: number, y: number): string | null {
  const edge = document
    .elementsFromPoint(x, y)
    .map((element) => element.closest('.react-flow__edge'))
    .find(Boolean);
  return edge?.getAttribute('data-id') ?? null;
}
