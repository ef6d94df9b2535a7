import { Link } from 'react-router';
import type { OperatorCard } from '../../api/types';
import { signature } from '../../graph/kinds';
import { byGroup } from '../../graph/search';
import { Chip } from '../../ui/Chip';
import { EmptyState } from '../../ui/EmptyState';
import { Icon } from '../../ui/Icon';

function matches(card: OperatorCard, search: string): boolean {
  const words =
    `${card.title} ${card.hint} ${card.id} ${card.group} ${card.aliases.join(' ')}`.toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => words.includes(word));
}

export function OperatorGroups({
  operators,
  search,
}: {
  operators: readonly OperatorCard[];
  search: string;
}) {
  const found = operators.filter((card) => matches(card, search.trim()));
  if (found.length === 0) {
    return (
      <EmptyState title="No operator matches">
        Try what goes in or comes out, such as text.
      </EmptyState>
    );
  }
  return byGroup(found).map(({ group, cards }) => (
    <section key={group} className="operator-group">
      <h2>{group}</h2>
      <ul>
        {cards.map((card) => (
          <li key={card.id}>
            <Link to={`/operators/${card.id}`} className="card operator-tile">
              <Icon name={card.icon} size={18} />
              <span>
                <b>{card.title}</b> {!card.available && <Chip tone="warn">not available</Chip>}
                <span className="operator-hint">{card.hint}</span>
                <span className="operator-signature">{signature(card.inputs, card.outputs)}</span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  ));
}
