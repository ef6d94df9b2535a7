import './ModelIds.css';
import { Trash2 } from 'lucide-react';
import { type SyntheticEvent, useState } from 'react';
import { Link } from 'react-router';
import type { AppRef } from '../../api/client';
import { useDropAlias, useKeepAliases, useModelAliases } from '../../api/modelAliases';
import type { ModelAlias, ModelCard } from '../../api/types';
import { Button, IconButton } from '../../ui/Button';
import { Chip } from '../../ui/Chip';
import { ErrorNote } from '../../ui/ErrorNote';
import { TextInput } from '../../ui/Field';
import { Select } from '../../ui/Select';
import { taskWords } from '../models/words';

function AliasRow({
  at,
  row,
  busy,
  onRemove,
}: {
  at: AppRef;
  row: ModelAlias;
  busy: boolean;
  onRemove: () => void;
}) {
  const { alias, model, title, task, version_number, missing } = row;
  return (
    <li>
      <code>{alias}</code>
      <span className="model-id-meant">
        {missing ? (
          <>
            {title} <Chip tone="warn">deleted</Chip>
          </>
        ) : (
          <Link className="link" to={`/apps/${at.user}/${at.app}/models/${model}`}>
            {title}
          </Link>
        )}
        <small>
          {taskWords(task)}
          {version_number === null ? '' : `, always v${version_number}`}
        </small>
      </span>
      <IconButton label={`Remove ${alias}`} size="small" disabled={busy} onClick={onRemove}>
        <Trash2 aria-hidden />
      </IconButton>
    </li>
  );
}

/** Which model here an id of another product means, for definitions and calls that name it. */
export function ModelIds({ at, models }: { at: AppRef; models: readonly ModelCard[] }) {
  const table = useModelAliases(at);
  const keep = useKeepAliases(at);
  const drop = useDropAlias(at);
  const [alias, setAlias] = useState('');
  const [model, setModel] = useState('');
  const rows = table.data ?? [];
  const known = rows.some((row) => row.alias === alias.trim());
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    keep.mutate([{ alias: alias.trim(), model }], {
      onSuccess: () => {
        setAlias('');
        setModel('');
      },
    });
  };
  const error = keep.error ?? drop.error ?? table.error;
  return (
    <section className="model-section model-ids" aria-label="Model ids of other products">
      <h2>Model ids of other products</h2>
      <p className="muted">
        Definitions and calls from elsewhere name their own models. Say which model here each of
        them means.
      </p>
      {rows.length > 0 && (
        <ul className="model-id-list">
          {rows.map((row) => (
            <AliasRow
              key={row.alias}
              {...{ at, row }}
              busy={drop.isPending}
              onRemove={() => {
                drop.mutate(row.alias);
              }}
            />
          ))}
        </ul>
      )}
      <form className="model-id-form" onSubmit={submit}>
        <TextInput
          aria-label="Model id of another product"
          placeholder="vehicle-plates/2"
          value={alias}
          required
          maxLength={128}
          pattern="\S+"
          title="An id without spaces"
          onChange={(event) => {
            setAlias(event.target.value);
          }}
        />
        <Select
          aria-label="Model that it means"
          value={model}
          required
          options={[
            { value: '', label: 'Choose a model' },
            ...models.map((each) => ({ value: each.id, label: each.title })),
          ]}
          onChange={setModel}
        />
        <Button type="submit" disabled={!alias.trim() || !model || keep.isPending}>
          {known ? 'Change model' : 'Add id'}
        </Button>
      </form>
      {error && <ErrorNote title="The table of ids did not change" error={error} />}
    </section>
  );
}
