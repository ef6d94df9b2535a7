import { Field, TextInput } from '../../../ui/Field';
import type { FieldsProps } from './SecretFields';

/** How a web service takes the secret. */
export function HeaderFields({ row, onChange }: FieldsProps) {
  if (!row.secret) return null;
  const header = row.header ?? 'Authorization';
  return (
    <div className="connection-pair">
      <Field label="Header" hint="The secret goes in it.">
        {(control) => (
          <TextInput
            {...control}
            value={header}
            onChange={(event) => {
              onChange({ header: event.target.value });
            }}
          />
        )}
      </Field>
      <Field label="Before the secret" hint="A word such as Bearer; may be empty.">
        {(control) => (
          <TextInput
            {...control}
            value={row.scheme ?? 'Bearer'}
            onChange={(event) => {
              onChange({ scheme: event.target.value });
            }}
          />
        )}
      </Field>
    </div>
  );
}
