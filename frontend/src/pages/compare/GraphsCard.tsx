import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import type { WorkflowRef } from '../../api/client';
import type { Catalogue } from '../../api/types';
import { diff, type FieldChange, type NodeChange } from '../../graph/diff';
import { mergeDocuments } from '../../graph/merge';
import { summarise } from '../../graph/summarise';
import { ChangeDetails } from './ChangeDetails';
import { ChangeList } from './ChangeList';
import { CompareCanvas } from './CompareCanvas';
import type { Side } from './useSides';
import { fieldWords, labelOf, SIGN_WORDS, schemaOf, titleOf } from './words';

interface GraphsCardProps {
  at: WorkflowRef;
  catalogue: Catalogue;
  before: Side;
  after: Side;
}

/** The change that is looked at is in the address: a link shows the same one. */
function useChosen() {
  const [params, setParams] = useSearchParams();
  const chosen = params.get('change');
  const choose = useCallback(
    (id: string) => {
      setParams(
        (now) => {
          now.set('change', id);
          return now;
        },
        { replace: true, preventScrollReset: true },
      );
    },
    [setParams],
  );
  return { chosen, choose };
}

/** The graph with all that differs, the list of it, and one change in detail. */
export function GraphsCard({ at, catalogue, before, after }: GraphsCardProps) {
  const { chosen, choose } = useChosen();
  const [was, is] = [before.document, after.document];
  const newer = before.age > after.age ? 'before' : 'after';
  const changes = useMemo(() => diff(was.graph, is.graph), [was, is]);
  const merged = useMemo(() => mergeDocuments(was, is, changes, newer), [was, is, changes, newer]);
  const title = (change: NodeChange) => titleOf(change, merged, catalogue);
  const label = (id: string) => (field: FieldChange) => labelOf(field, id, merged, catalogue);
  const detail = (change: NodeChange) =>
    change.sign === 'changed' ? fieldWords(change, label(change.id)) : SIGN_WORDS[change.sign];
  const found = changes.changes.find((change) => change.id === chosen) ?? null;
  const known = found !== null || merged.graph.nodes.some((node) => node.id === chosen);
  return (
    <section className="card graphs-card" aria-label="Graphs">
      <h2 className="card-title">
        {before.name} to {after.name}
        <small>{summarise(changes) || 'no change'}</small>
      </h2>
      <div className="graphs-columns">
        <CompareCanvas
          {...{ at, catalogue, merged, changes, chosen }}
          id={`${before.key}..${after.key}`}
          onChoose={choose}
        />
        <div className="graphs-side">
          <ChangeList
            changes={changes.changes}
            chosen={chosen}
            onChoose={choose}
            titleOf={title}
            detailOf={detail}
          />
          {known && chosen !== null && (
            <ChangeDetails
              at={at}
              change={found}
              title={title(found ?? { id: chosen, sign: 'changed', fields: [] })}
              names={[before.name, after.name]}
              labelOf={label(chosen)}
              schemaOf={(field) => schemaOf(field, chosen, merged, catalogue)}
            />
          )}
        </div>
      </div>
    </section>
  );
}
