import type { AppRef } from '../../api/client';
import { useAppModels } from '../../api/queries';
import type { JsonSchema } from '../../api/types';
import type { FieldChange, NodeChange } from '../../graph/diff';
import { valueWords } from './words';

interface ChangeDetailsProps {
  at: AppRef;
  /** the chosen node's change; null for a node that is the same in both */
  change: NodeChange | null;
  title: string;
  names: [string, string];
  labelOf: (field: FieldChange) => string;
  schemaOf: (field: FieldChange) => JsonSchema;
}

const WHOLE = {
  added: (name: string) => `Only in ${name}.`,
  removed: (name: string) => `Not in ${name} any more.`,
};

function Value({ words }: { words: string | null }) {
  return words === null ? <span className="faint">default</span> : <code>{words}</code>;
}

/** Every field of the chosen node that differs, before and after. */
export function ChangeDetails({ at, change, title, names, labelOf, schemaOf }: ChangeDetailsProps) {
  const models = useAppModels(at).data ?? [];
  const [before, after] = names;
  return (
    <section className="change-details" aria-label={`Details of ${title}`} data-testid="details">
      <h3>{title}</h3>
      {!change && <p className="faint">The same in both.</p>}
      {change && change.sign !== 'changed' && <p>{WHOLE[change.sign](after)}</p>}
      {change?.sign === 'changed' && (
        <table>
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">{before}</th>
              <th scope="col">{after}</th>
            </tr>
          </thead>
          <tbody>
            {change.fields.map((field) => (
              <tr key={`${field.field} ${field.name}`}>
                <th scope="row">{labelOf(field)}</th>
                <td>
                  <Value words={valueWords(field.before, field, models, schemaOf(field))} />
                </td>
                <td>
                  <Value words={valueWords(field.after, field, models, schemaOf(field))} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
