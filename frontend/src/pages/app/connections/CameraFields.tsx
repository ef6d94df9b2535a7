import { Field, TextInput } from '../../../ui/Field';
import type { FieldsProps } from './SecretFields';

/** As whom a camera is told to move; the secret is that user's password. */
export function CameraFields({ row, onChange }: FieldsProps) {
  return (
    <Field label="User" hint="Empty when the camera asks for none.">
      {(control) => (
        <TextInput
          {...control}
          maxLength={100}
          autoComplete="off"
          value={row.user ?? ''}
          onChange={(event) => {
            onChange({ user: event.target.value });
          }}
        />
      )}
    </Field>
  );
}
