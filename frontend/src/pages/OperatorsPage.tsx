import './operators/operators.css';
import { useState } from 'react';
import { NavLink, useParams } from 'react-router';
import { useCatalogue } from '../api/queries';
import type { OperatorCard } from '../api/types';
import { byGroup } from '../graph/search';
import { ErrorNote } from '../ui/ErrorNote';
import { TextInput } from '../ui/Field';
import { count } from '../ui/format';
import { Icon } from '../ui/Icon';
import { Loading } from './frame/Loading';
import { useTitle } from './frame/useTitle';
import { NotFoundPage } from './NotFoundPage';
import { OperatorDocs } from './operators/OperatorDocs';
import { OperatorGroups } from './operators/OperatorGroups';

function Index({ operators }: { operators: readonly OperatorCard[] }) {
  return (
    <nav className="operator-index" aria-label="Operators">
      {byGroup(operators).map(({ group, cards }) => (
        <section key={group}>
          <h2>{group}</h2>
          {cards.map((card) => (
            <NavLink key={card.id} to={`/operators/${card.id}`}>
              <Icon name={card.icon} size={15} />
              {card.title}
            </NavLink>
          ))}
        </section>
      ))}
    </nav>
  );
}

function Overview({ operators }: { operators: readonly OperatorCard[] }) {
  const [search, setSearch] = useState('');
  return (
    <>
      <div className="page-head">
        <h1>Operators</h1>
        <span className="muted">{count(operators.length, 'operator')}</span>
        <span className="spread" />
        <TextInput
          className="operator-search"
          type="search"
          aria-label="Search operators"
          placeholder="Search operators"
          value={search}
          onChange={(event) => {
            setSearch(event.target.value);
          }}
        />
      </div>
      <OperatorGroups operators={operators} search={search} />
    </>
  );
}

/** What every node type does, from the operators themselves. */
export function OperatorsPage() {
  const { operator } = useParams();
  const catalogue = useCatalogue();
  const operators = catalogue.data?.operators ?? [];
  const card = operators.find(
    (each) => each.id === operator || each.aliases.includes(operator ?? ''),
  );
  useTitle(card?.title ?? 'Operators');
  if (catalogue.error) {
    return (
      <ErrorNote
        title="The operators did not load"
        error={catalogue.error}
        onRetry={() => void catalogue.refetch()}
      />
    );
  }
  if (!catalogue.data) return <Loading what="operators" />;
  if (!operator) return <Overview operators={operators} />;
  if (!card) return <NotFoundPage />;
  return (
    <div className="operator-columns">
      <Index operators={operators} />
      <OperatorDocs card={card} />
    </div>
  );
}
