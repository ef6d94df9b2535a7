import type { SyntheticEvent } from 'react';
import type { AppRef } from '../../api/client';
import { useOwnModels } from '../../api/models';
import type { ModelCard } from '../../api/types';
import { Field, TextInput } from '../../ui/Field';
import { Select } from '../../ui/Select';
import type { ModelImport } from './useModelImport';

const NEW = '';

export interface KeepFormProps {
  /** the form's id, for a button outside of it */
  form: string;
  at: AppRef;
  model: ModelImport;
  /** the id of the model that gets a version; empty for a new one */
  into: string;
  /** the choice is made already */
  fixed: boolean;
  onInto: (model: string) => void;
  onSubmit: (event: SyntheticEvent) => void;
}

function KeepAs({
  into,
  others,
  onInto,
}: Pick<KeepFormProps, 'into' | 'onInto'> & {
  others: readonly ModelCard[];
}) {
  return (
    <Field label="Keep as">
      {(control) => (
        <Select
          {...control}
          value={into}
          options={[
            { value: NEW, label: 'A new model' },
            ...others.map(({ id, title }) => ({ value: id, label: `New version of ${title}` })),
          ]}
          onChange={onInto}
        />
      )}
    </Field>
  );
}

/** What to call it. Ids are made from the name unless somebody wants another. */
export function KeepForm({ at, model, into, form, fixed, onInto, onSubmit }: KeepFormProps) {
  const own = useOwnModels(at);
  const { proposal, answers, wrong, note } = model;
  if (!proposal) return null;
  const { card, taken } = proposal;
  const others = own.data?.filter(({ task }) => task === card.task) ?? [];
  const fault = (field: string) => (wrong?.field === field ? wrong.message : null);
  const idHint =
    taken && answers.id === undefined
      ? `The app has a model ${card.id} already, so this one gets a number behind it.`
      : 'Graphs and the API name it by this.';
  return (
    <form id={form} className="model-part" aria-label="What to call it" onSubmit={onSubmit}>
      <h3>Keep it</h3>
      {!fixed && others.length > 0 && <KeepAs {...{ into, others, onInto }} />}
      {into === NEW && (
        <div className="model-names">
          <Field label="Name" error={fault('title')}>
            {(control) => (
              <TextInput
                {...control}
                value={answers.title ?? card.title}
                maxLength={120}
                required
                onChange={({ target }) => {
                  note({ title: target.value });
                }}
              />
            )}
          </Field>
          <Field label="Id (optional)" hint={idHint} error={fault('id')}>
            {(control) => (
              <TextInput
                {...control}
                className="mono"
                placeholder={answers.title === undefined ? card.id : 'made from the name'}
                value={answers.id ?? ''}
                maxLength={48}
                onChange={({ target }) => {
                  note({ id: target.value.trim() });
                }}
              />
            )}
          </Field>
        </div>
      )}
      <Field
        label="Licence"
        hint={card.licence === 'unknown' ? 'The file does not state one.' : undefined}
        error={fault('licence')}
      >
        {(control) => (
          <TextInput
            {...control}
            value={answers.licence ?? (card.licence === 'unknown' ? '' : card.licence)}
            placeholder="Apache-2.0"
            maxLength={120}
            onChange={({ target }) => {
              note({ licence: target.value });
            }}
          />
        )}
      </Field>
    </form>
  );
}
