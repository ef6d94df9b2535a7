import type { AppRef, Token } from '../../api/client';
import { useTokens } from '../../api/queries';
import { ErrorNote } from '../../ui/ErrorNote';
import { ago, count } from '../../ui/format';
import { ACCESS_WORDS, NewToken } from './NewToken';

function accessWords({ access, scopes }: Token): string {
  return access ? ACCESS_WORDS[access].toLowerCase() : count(scopes.length, 'scope');
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
            <span title={token.scopes.join(', ')}>{accessWords(token)}</span>
            <span>{token.app ? 'this app' : 'all apps'}</span>
            <span>created {ago(token.created_at)}</span>
            <span>{token.last_used_at ? `used ${ago(token.last_used_at)}` : 'not used yet'}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
