import './SignInPage.css';
import { type SyntheticEvent, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { signIn } from '../api/client';
import { ApiError, problemOf } from '../api/problem';
import { keys, queryClient } from '../api/queries';
import { Button } from '../ui/Button';
import { Field, TextInput } from '../ui/Field';
import { Logo } from '../ui/Logo';
import { useTitle } from './frame/useTitle';

/** Only paths of this site: `next` comes from the address bar. */
function safeNext(next: string | null): string {
  return next?.startsWith('/') && !next.startsWith('//') ? next : '/';
}

function sentenceFor(error: unknown): string {
  if (error instanceof ApiError && error.status === 401) {
    return 'This name and password do not belong together. Check both and try again.';
  }
  return problemOf(error).message;
}

export function SignInPage() {
  useTitle('Sign in');
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [waiting, setWaiting] = useState(false);
  const [error, setError] = useState<string | null>(null);

  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    setWaiting(true);
    setError(null);
    try {
      queryClient.setQueryData(keys.me, await signIn(username, password));
      await navigate(safeNext(params.get('next')), { replace: true });
    } catch (caught) {
      setError(sentenceFor(caught));
    } finally {
      setWaiting(false);
    }
  };

  return (
    <main className="sign-in">
      <form className="card" onSubmit={(event) => void submit(event)}>
        <Logo size={36} />
        <h1>Sign in to Weft</h1>
        <p className="muted small">
          On your own machine, open the link that <code>make run</code> printed: it signs you in.
        </p>
        <Field label="Username">
          {(control) => (
            <TextInput
              {...control}
              value={username}
              autoComplete="username"
              autoFocus
              required
              onChange={(event) => {
                setUsername(event.target.value);
              }}
            />
          )}
        </Field>
        <Field label="Password" error={error}>
          {(control) => (
            <TextInput
              {...control}
              type="password"
              value={password}
              autoComplete="current-password"
              required
              onChange={(event) => {
                setPassword(event.target.value);
              }}
            />
          )}
        </Field>
        <Button look="primary" type="submit" disabled={waiting}>
          {waiting ? 'Signing in' : 'Sign in'}
        </Button>
      </form>
    </main>
  );
}
