import { type SyntheticEvent, useState } from 'react';
import type { AppRef } from '../../../api/client';
import {
  type Connection,
  type ConnectionKind,
  useKeepSecret,
  useSaveConnection,
} from '../../../api/connections';
import { problemOf } from '../../../api/problem';
import { Button } from '../../../ui/Button';
import { Dialog, DialogActions } from '../../../ui/Dialog';
import { Field, TextInput } from '../../../ui/Field';
import { Select } from '../../../ui/Select';
import { BucketFields } from './BucketFields';
import { CameraFields } from './CameraFields';
import { HeaderFields } from './HeaderFields';
import { MailFields } from './MailFields';
import { OfferFields } from './OfferFields';
import { NEW_SECRET, SecretFields } from './SecretFields';
import { KIND_WORDS } from './words';

const ADDRESS: Record<ConnectionKind, { placeholder: string; hint: string }> = {
  openai: {
    placeholder: 'https://api.example.com/v1',
    hint: 'The base of the API; it often ends in /v1.',
  },
  http: {
    placeholder: 'https://api.example.com',
    hint: 'Nodes add a path to it and reach nothing outside it.',
  },
  smtp: { placeholder: 'smtp.example.com:587', hint: 'Host and port.' },
  s3: {
    placeholder: 'https://s3.eu-central-1.amazonaws.com',
    hint: 'The host of AWS in its region, or of MinIO and the like.',
  },
  onvif: {
    placeholder: 'http://192.168.1.64',
    hint: 'The camera, with its port when it is not 80.',
  },
};

const EMPTY: Connection = {
  name: '',
  kind: 'openai',
  address: '',
  secret: null,
  offers: ['chat'],
  models: {},
};

/** Keeps the secret first, when a new one was typed, then the connection that uses it. */
function useSave(at: AppRef, known: boolean, onSaved: () => void) {
  const keep = useKeepSecret(at, false);
  const save = useSaveConnection(at, known);
  const start = (row: Connection, value: string) => {
    const finish = (secret: string | null) => {
      save.mutate({ ...row, secret }, { onSuccess: onSaved });
    };
    if (row.secret !== NEW_SECRET) finish(row.secret);
    else
      keep.mutate(
        { name: `${row.name}-key`, value },
        {
          onSuccess: ({ name }) => {
            finish(name);
          },
        },
      );
  };
  const error = keep.error ?? save.error;
  return { start, pending: keep.isPending || save.isPending, problem: error && problemOf(error) };
}

interface ConnectionDialogProps {
  at: AppRef;
  /** which is changed; a new one without */
  row: Connection | undefined;
  onClose: () => void;
}

/** Adds a connection or changes all of one but its name and kind, which graphs rely on. */
export function ConnectionDialog({ at, row, onClose }: ConnectionDialogProps) {
  const [typed, setTyped] = useState<Connection>(row ?? EMPTY);
  const [value, setValue] = useState('');
  const { start, pending, problem } = useSave(at, row !== undefined, onClose);
  const change = (patch: Partial<Connection>) => {
    setTyped({ ...typed, ...patch });
  };
  const wrong = (field: string) => (problem?.field === field ? problem.message : null);
  const shown = ['name', 'address'].some((field) => wrong(field));
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    start(typed, value);
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      width={520}
      title={row ? `Edit ${row.name}` : 'Add connection'}
      hint="Nodes of this app reach it by its name. It is asked only when a node runs or you test it."
    >
      <form className="stack" onSubmit={submit}>
        {!row && (
          <>
            <Field label="Kind">
              {(control) => (
                <Select
                  {...control}
                  value={typed.kind}
                  options={Object.entries(KIND_WORDS).map(([kind, label]) => ({
                    value: kind as ConnectionKind,
                    label,
                  }))}
                  onChange={(kind) => {
                    change({ kind });
                  }}
                />
              )}
            </Field>
            <Field label="Name" hint="Letters, digits, - and _." error={wrong('name')}>
              {(control) => (
                <TextInput
                  {...control}
                  value={typed.name}
                  required
                  maxLength={60}
                  placeholder="model-server"
                  onChange={(event) => {
                    change({ name: event.target.value });
                  }}
                />
              )}
            </Field>
          </>
        )}
        <Field label="Address" hint={ADDRESS[typed.kind].hint} error={wrong('address')}>
          {(control) => (
            <TextInput
              {...control}
              value={typed.address}
              required
              placeholder={ADDRESS[typed.kind].placeholder}
              onChange={(event) => {
                change({ address: event.target.value });
              }}
            />
          )}
        </Field>
        <SecretFields at={at} row={typed} value={value} onValue={setValue} onChange={change} />
        {typed.kind === 'openai' && <OfferFields row={typed} onChange={change} />}
        {typed.kind === 'http' && <HeaderFields row={typed} onChange={change} />}
        {typed.kind === 'smtp' && <MailFields row={typed} onChange={change} />}
        {typed.kind === 's3' && <BucketFields row={typed} onChange={change} />}
        {typed.kind === 'onvif' && <CameraFields row={typed} onChange={change} />}
        {problem && !shown && (
          <p className="field-note bad" role="alert">
            {problem.message}
          </p>
        )}
        <DialogActions>
          <Button
            look="primary"
            type="submit"
            disabled={pending || !typed.name.trim() || !typed.address.trim()}
          >
            {pending ? 'Saving connection' : row ? 'Save connection' : 'Add connection'}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
