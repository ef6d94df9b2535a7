import { type SyntheticEvent, useState } from 'react';
import type { AppRef } from '../../../api/client';
import { type Secret, useKeepSecret } from '../../../api/connections';
import { problemOf } from '../../../api/problem';
import { Button } from '../../../ui/Button';
import { Dialog, DialogActions } from '../../../ui/Dialog';
import { Field, TextInput } from '../../../ui/Field';

interface SecretDialogProps {
  at: AppRef;
  /** whose value is replaced; a new one without */
  row: Secret | undefined;
  onClose: () => void;
}

/** Takes a value and forgets it: what is typed here leaves the page with the request and is not shown again. */
export function SecretDialog({ at, row, onClose }: SecretDialogProps) {
  const [name, setName] = useState(row?.name ?? '');
  const [value, setValue] = useState('');
  const keep = useKeepSecret(at, row !== undefined);
  const problem = keep.error ? problemOf(keep.error) : null;
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    keep.mutate({ name: name.trim(), value }, { onSuccess: onClose });
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={row ? `Replace ${row.name}` : 'Add secret'}
      hint="It is kept encrypted and cannot be read again, not even by you."
    >
      <form className="stack" onSubmit={submit}>
        {!row && (
          <Field
            label="Name"
            hint="Connections and nodes name it; letters, digits, - and _."
            error={problem?.field === 'name' ? problem.message : null}
          >
            {(control) => (
              <TextInput
                {...control}
                value={name}
                required
                maxLength={64}
                placeholder="model-server-key"
                onChange={(event) => {
                  setName(event.target.value);
                }}
              />
            )}
          </Field>
        )}
        <Field label="Value" error={problem && problem.field !== 'name' ? problem.message : null}>
          {(control) => (
            <TextInput
              {...control}
              type="password"
              autoComplete="off"
              value={value}
              required
              onChange={(event) => {
                setValue(event.target.value);
              }}
            />
          )}
        </Field>
        <DialogActions>
          <Button look="primary" type="submit" disabled={keep.isPending || !name.trim() || !value}>
            {keep.isPending ? 'Keeping secret' : 'Keep secret'}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
