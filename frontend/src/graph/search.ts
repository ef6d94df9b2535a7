/** Finding operators by what people type: words of the title, the hint, an alias or a port's kind. */
import type { Catalogue, OperatorCard, Port } from '../api/types';
import { fits, signature } from './kinds';

function rank(card: OperatorCard, words: string[]): number {
  const title = card.title.toLowerCase();
  const everything = [
    title,
    card.id,
    card.hint,
    card.group,
    ...card.aliases,
    signature(card.inputs, card.outputs),
  ]
    .join(' ')
    .toLowerCase();
  if (!words.every((word) => everything.includes(word))) return 0;
  if (words.some((word) => title.startsWith(word))) return 3;
  return words.some((word) => title.includes(word)) ? 2 : 1;
}

/** Operators for a search, best first, those that can run before those that cannot. */
export function searchOperators(catalogue: Catalogue, text: string): OperatorCard[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return catalogue.operators;
  return catalogue.operators
    .map((card, index) => ({ card, index, rank: rank(card, words) }))
    .filter((found) => found.rank > 0)
    .sort(
      (a, b) =>
        Number(b.card.available) - Number(a.card.available) || b.rank - a.rank || a.index - b.index,
    )
    .map((found) => found.card);
}

/** Those that a dropped wire can be joined to, exact fits before ports that take anything. */
export function joinable(
  cards: OperatorCard[],
  port: Port | undefined,
  side: 'source' | 'target',
): OperatorCard[] {
  if (!port) return cards;
  const ports = (card: OperatorCard) => (side === 'source' ? card.inputs : card.outputs);
  const fit = (card: OperatorCard) =>
    ports(card).filter((other) =>
      side === 'source' ? fits(port.kinds, other.kinds) : fits(other.kinds, port.kinds),
    );
  const isExact = (card: OperatorCard) => fit(card).some((other) => !other.kinds.includes('any'));
  const fitting = cards.filter((card) => fit(card).length > 0);
  return [...fitting.filter(isExact), ...fitting.filter((card) => !isExact(card))];
}

/** What people look for first; groups not named here come after, in the order they first appear. */
const FIRST_GROUPS = ['Models', 'Edit and filter', 'Text', 'Logic', 'Draw'];

/** How far down a group stands in the palette. */
export function groupRank(group: string): number {
  const at = FIRST_GROUPS.indexOf(group);
  return at < 0 ? FIRST_GROUPS.length : at;
}

/** Cards by group. */
export function byGroup(
  cards: readonly OperatorCard[],
): { group: string; cards: OperatorCard[] }[] {
  const groups = new Map<string, OperatorCard[]>();
  for (const card of cards) groups.set(card.group, [...(groups.get(card.group) ?? []), card]);
  return [...groups]
    .map(([group, members]) => ({ group, cards: members }))
    .sort((a, b) => groupRank(a.group) - groupRank(b.group));
}
