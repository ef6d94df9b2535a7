import { Field, TextInput } from '../../../ui/Field';
import { Select } from '../../../ui/Select';
import type { FieldsProps } from './SecretFields';

const SECURITY = [
  { value: 'starttls' as const, label: 'STARTTLS (587)' },
  { value: 'tls' as const, label: 'TLS from the start (465)' },
  { value: 'none' as const, label: 'None (25)' },
];

/** From whom mail comes, and how the server wants to be spoken to. */
export function MailFields({ row, onChange }: FieldsProps) {
  return (
    <>
      <Field label="Sender">
        {(control) => (
          <TextInput
            {...control}
            required
            placeholder="Weft <alerts@example.com>"
            value={row.sender ?? ''}
            onChange={(event) => {
              onChange({ sender: event.target.value });
            }}
          />
        )}
      </Field>
      <div className="connection-pair">
        <Field label="Encryption">
          {(control) => (
            <Select
              {...control}
              value={row.security ?? 'starttls'}
              options={SECURITY}
              onChange={(security) => {
                onChange({ security });
              }}
            />
          )}
        </Field>
        <Field label="User" hint="Empty when the server asks for none.">
          {(control) => (
            <TextInput
              {...control}
              value={row.user ?? ''}
              onChange={(event) => {
                onChange({ user: event.target.value });
              }}
            />
          )}
        </Field>
      </div>
    </>
  );
}
