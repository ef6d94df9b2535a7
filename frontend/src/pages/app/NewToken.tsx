import { type SyntheticEvent, useState } from 'react';
import type { Access, AppRef } from '../../api/client';
import { problemOf } from '../../api/problem';
import { useCreateToken } from '../../api/queries';
import { Button } from '../../ui/Button';
import { CopyButton } from '../../ui/CopyButton';
import { Field, TextInput } from '../../ui/Field';
import { Select } from '../../ui/Select';

export const ACCESS_WORDS: Record<Access, string> = {
  everything: 'Everything',
  read_and_run: 'Read and run',
  run_only: 'Run only',
};
const ACCESS = (Object.keys(ACCESS_WORDS) as Access[]).map((value) => ({
  value,
  label: ACCESS_WORDS[value],
}));
const MEANS: Record<Access, string> = {
  everything: 'Also changes and deletes.',
  read_and_run: 'Changes nothing.',
  run_only: 'Sees its own results.',
};

type Reach = 'app' | 'all';
const REACH: { value: Reach; label: string }[] = [
  { value: 'app', label: 'This app' },
  { value: 'all', label: 'All my apps' },
];
const REACHES: Record<Reach, string> = {
  app: 'And no other.',
  all: 'And public workflows.',
};

function useNewToken(at: AppRef) {
  const [name, setName] = useState('');
  const [access, setAccess] = useState<Access>('everything');
  const [reach, setReach] = useState<Reach>('app');
  const create = useCreateToken();
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const home = reach === 'app' ? { app: at.app } : {};
    create.mutate(
      { name: name.trim(), access, ...home },
      {
        onSuccess: () => {
          setName('');
        },
      },
    );
  };
  return { name, setName, access, setAccess, reach, setReach, create, submit };
}

/** Makes a token for a program; its secret is shown here and never again. */
export function NewToken({ at }: { at: AppRef }) {
  const { name, setName, access, setAccess, reach, setReach, create, submit } = useNewToken(at);
  return (
    <form className="token-form" onSubmit={submit}>
      <Field
        label="New token"
        hint="Name it after the program that will use it."
        error={create.error && problemOf(create.error).message}
      >
        {(control) => (
          <TextInput
            {...control}
            value={name}
            maxLength={80}
            placeholder="Gate camera"
            onChange={(event) => {
              setName(event.target.value);
            }}
          />
        )}
      </Field>
      <Field label="It may" hint={MEANS[access]}>
        {(control) => <Select {...control} value={access} options={ACCESS} onChange={setAccess} />}
      </Field>
      <Field label="It reaches" hint={REACHES[reach]}>
        {(control) => <Select {...control} value={reach} options={REACH} onChange={setReach} />}
      </Field>
      <Button type="submit" disabled={create.isPending || !name.trim()}>
        {create.isPending ? 'Creating token' : 'Create token'}
      </Button>
      {create.data && (
        <div className="token-secret" role="status">
          <p>
            This is the only time the token is shown. Keep it as <code>WEFT_KEY</code>.
          </p>
          <code>{create.data.secret}</code>
          <CopyButton label="Copy token" text={create.data.secret} />
        </div>
      )}
    </form>
  );
}
