import type { OperatorCard } from '../../api/types';

/** Operators under the heading they name, in the order the catalogue gives. */
export function byGroup(operators: readonly OperatorCard[]): [string, OperatorCard[]][] {
  const groups = new Map<string, OperatorCard[]>();
  for (const card of operators) {
    const group = groups.get(card.group);
    if (group) group.push(card);
    else groups.set(card.group, [card]);
  }
  return [...groups];
}
