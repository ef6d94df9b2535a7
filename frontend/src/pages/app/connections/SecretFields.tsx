import type { AppRef } from '../../../api/client';
import { type Connection, useSecrets } from '../../../api/connections';
import { Field, TextInput } from '../../../ui/Field';
import { Select } from '../../../ui/Select';

/** No secret is called so: names begin with a letter or a digit. */
export const NEW_SECRET = '+';

export interface FieldsProps {
  row: Connection;
  onChange: (patch: Partial<Connection>) => void;
}

interface SecretFieldsProps extends FieldsProps {
  at: AppRef;
  /** of a secret that is added with the connection */
  value: string;
  onValue: (value: string) => void;
}

/** Which secret goes along: none, one that is kept, or one that is typed here once. */
export function SecretFields({ at, row, value, onValue, onChange }: SecretFieldsProps) {
  const secrets = useSecrets(at);
  return (
    <>
      <Field label="Secret" hint="A key or password that goes with every request.">
        {(control) => (
          <Select
            {...control}
            value={row.secret ?? ''}
            options={[
              { value: '', label: 'None' },
              ...(secrets.data ?? []).map(({ name }) => ({ value: name, label: name })),
              { value: NEW_SECRET, label: 'A new one' },
            ]}
            onChange={(secret) => {
              onChange({ secret: secret || null });
            }}
          />
        )}
      </Field>
      {row.secret === NEW_SECRET && (
        <Field label="Value" hint="Kept encrypted; nobody sees it again.">
          {(control) => (
            <TextInput
              {...control}
              type="password"
              autoComplete="off"
              required
              value={value}
              onChange={(event) => {
                onValue(event.target.value);
              }}
            />
          )}
        </Field>
      )}
    </>
  );
}
