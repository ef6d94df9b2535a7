import { useId, useState } from 'react';
import type { AppRef } from '../../api/client';
import { useKeepAliases } from '../../api/modelAliases';
import { useAppModels } from '../../api/queries';
import type { ModelCard } from '../../api/types';
import type { UnknownModel } from '../../graph/exchange/translator';
import { Button } from '../../ui/Button';
import { ErrorNote } from '../../ui/ErrorNote';
import { Select } from '../../ui/Select';
import { taskWords } from '../models/words';

interface RowProps {
  unknown: UnknownModel;
  models: readonly ModelCard[] | undefined;
  value: string;
  onChange: (model: string) => void;
}

function Row({ unknown, models, value, onChange }: RowProps) {
  const control = useId();
  const { id, task, step } = unknown;
  const fitting = (models ?? []).filter((model) => task === null || model.task === task);
  return (
    <li>
      <label htmlFor={control}>
        <code>{id}</code>
        <small>
          {step && `Step ${step}`}
          {step && task && ' · '}
          {task && taskWords(task)}
        </small>
      </label>
      <Select
        id={control}
        value={value}
        options={[
          { value: '', label: 'Choose a model' },
          ...fitting.map((model) => ({ value: model.id, label: model.title })),
        ]}
        onChange={onChange}
      />
      {models && fitting.length === 0 && (
        <p className="field-note">
          No model here does this yet. Import one on the app’s Models page, then come back.
        </p>
      )}
    </li>
  );
}

interface ChooseModelsProps {
  at: AppRef;
  unknown: readonly UnknownModel[];
  onKept: () => void | Promise<void>;
}

/** Which of the models here each unknown id means; the app remembers it for the next definition. */
export function ChooseModels({ at, unknown, onKept }: ChooseModelsProps) {
  const models = useAppModels(at);
  const keep = useKeepAliases(at);
  const [chosen, setChosen] = useState<Record<string, string>>({});
  const meant = unknown.flatMap(({ id }) => {
    const model = chosen[id];
    return model ? [{ alias: id, model }] : [];
  });
  return (
    <section className="choose-models" aria-label="Models that are not known here">
      <h3>Choose a model for each id that is not known here</h3>
      <p className="muted">
        The app keeps what you choose: definitions and calls with this id use that model from now
        on.
      </p>
      <ul>
        {unknown.map((each) => (
          <Row
            key={each.id}
            unknown={each}
            models={models.data}
            value={chosen[each.id] ?? ''}
            onChange={(model) => {
              setChosen((before) => ({ ...before, [each.id]: model }));
            }}
          />
        ))}
      </ul>
      {keep.error && <ErrorNote title="The choice was not kept" error={keep.error} />}
      {models.error && <ErrorNote title="The models did not load" error={models.error} />}
      <Button
        look="primary"
        type="button"
        disabled={meant.length < unknown.length || keep.isPending}
        onClick={() => {
          keep.mutate(meant, { onSuccess: () => void onKept() });
        }}
      >
        {keep.isPending ? 'Keeping' : 'Keep and read again'}
      </Button>
    </section>
  );
}
