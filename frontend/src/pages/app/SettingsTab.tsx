import { type SyntheticEvent, useState } from 'react';
import type { AppRef } from '../../api/client';
import { problemOf } from '../../api/problem';
import { useCreateToken, useTokens } from '../../api/queries';
import { Button } from '../../ui/Button';
import { CopyButton } from '../../ui/CopyButton';
import { ErrorNote } from '../../ui/ErrorNote';
import { Field, TextInput } from '../../ui/Field';
import { ago } from '../../ui/format';

function NewToken({ at }: { at: AppRef }) {
  const [name, setName] = useState('');
  const create = useCreateToken();
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    create.mutate(
      { name: name.trim(), app: at.app },
      {
        onSuccess: () => {
          setName('');
        },
      },
    );
  };
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

/** Tokens that let programs call this app's workflows. */
export function SettingsTab({ at }: { at: AppRef }) {
  const tokens = useTokens();
  const shown = tokens.data?.filter((token) => token.app === null || token.app === at.app);
  return (
    <section className="card settings" aria-label="API tokens">
      <h2 className="card-title">API tokens</h2>
      <NewToken at={at} />
      {tokens.error && (
        <ErrorNote
          title="The tokens did not load"
          error={tokens.error}
          onRetry={() => void tokens.refetch()}
        />
      )}
      {shown?.length === 0 && <p className="token-none">No program has a token yet.</p>}
      <ul>
        {shown?.map((token) => (
          <li key={token.id}>
            <b>{token.name}</b>
            <span>{token.app ? 'this app' : 'all apps'}</span>
            <span>created {ago(token.created_at)}</span>
            <span>{token.last_used_at ? `used ${ago(token.last_used_at)}` : 'not used yet'}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
