import { Field, TextInput } from '../../../ui/Field';
import type { FieldsProps } from './SecretFields';

/** Which bucket, where it lies, and the half of the access key that is no secret. */
export function BucketFields({ row, onChange }: FieldsProps) {
  return (
    <>
      <Field label="Access key id" hint="The secret above is the other half of this key.">
        {(control) => (
          <TextInput
            {...control}
            required
            maxLength={128}
            autoComplete="off"
            placeholder="AKIAIOSFODNN7EXAMPLE"
            value={row.key_id ?? ''}
            onChange={(event) => {
              onChange({ key_id: event.target.value });
            }}
          />
        )}
      </Field>
      <div className="connection-pair">
        <Field label="Bucket" hint="Nodes reach this one alone.">
          {(control) => (
            <TextInput
              {...control}
              required
              maxLength={63}
              placeholder="my-bucket"
              value={row.bucket ?? ''}
              onChange={(event) => {
                onChange({ bucket: event.target.value });
              }}
            />
          )}
        </Field>
        <Field label="Region" hint="Empty where the store has none.">
          {(control) => (
            <TextInput
              {...control}
              maxLength={40}
              placeholder="us-east-1"
              value={row.region ?? ''}
              onChange={(event) => {
                onChange({ region: event.target.value });
              }}
            />
          )}
        </Field>
      </div>
    </>
  );
}
