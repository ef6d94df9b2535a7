import { useDeferredValue, useState } from 'react';
import { useModels } from '../../api/queries';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorNote } from '../../ui/ErrorNote';
import { TextInput } from '../../ui/Field';
import { count } from '../../ui/format';
import { Loading } from '../frame/Loading';
import { ModelTile } from './ModelTile';

/** Every model that nodes can use. */
export function ModelsTab() {
  const [search, setSearch] = useState('');
  const wanted = useDeferredValue(search.trim());
  const models = useModels(wanted ? { search: wanted } : {});
  return (
    <>
      <div className="tab-head">
        <TextInput
          className="search"
          type="search"
          aria-label="Search models"
          placeholder="Search models"
          value={search}
          onChange={(event) => {
            setSearch(event.target.value);
          }}
        />
        <span className="muted">{models.data && count(models.data.length, 'model')}</span>
      </div>
      {models.error && (
        <ErrorNote
          title="The models did not load"
          error={models.error}
          onRetry={() => void models.refetch()}
        />
      )}
      {models.isPending && <Loading what="models" />}
      {models.data?.length === 0 && (
        <EmptyState title="No model matches">
          Try a task such as detect, or a shorter word.
        </EmptyState>
      )}
      <ul className="model-grid">
        {models.data?.map((model) => (
          <ModelTile key={`${model.user}/${model.app}/${model.id}`} model={model} />
        ))}
      </ul>
    </>
  );
}
