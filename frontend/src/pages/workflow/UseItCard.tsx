import { useState } from 'react';
import { Link } from 'react-router';
import type { WorkflowRef } from '../../api/client';
import { CopyButton } from '../../ui/CopyButton';
import { Tabs } from '../../ui/Tabs';
import { type SnippetLanguage, snippet } from './snippets';

const LANGUAGES: { id: SnippetLanguage; label: string }[] = [
  { id: 'curl', label: 'curl' },
  { id: 'python', label: 'Python' },
  { id: 'javascript', label: 'JavaScript' },
];

interface UseItCardProps {
  at: WorkflowRef;
  version: string;
  takes: readonly string[];
}

/** The call of this very version, filled in. */
export function UseItCard({ at, version, takes }: UseItCardProps) {
  const [language, setLanguage] = useState<string>('curl');
  const what = { ...at, version, takes, origin: location.origin };
  return (
    <section className="card use-card" aria-label="Use it">
      <h2 className="card-title">Use it</h2>
      <Tabs
        label="Language"
        value={language}
        onChange={setLanguage}
        aside={<CopyButton label="Copy code" text={snippet(language as SnippetLanguage, what)} />}
        tabs={LANGUAGES.map(({ id, label }) => ({
          id,
          label,
          content: (
            <pre className="code-block" tabIndex={0} aria-label={`${label} code`}>
              {snippet(id, what)}
            </pre>
          ),
        }))}
      />
      <p className="use-note">
        <code>WEFT_KEY</code> is an API token:{' '}
        <Link className="link" to={`/apps/${at.user}/${at.app}/settings`}>
          create one in settings
        </Link>
        .
      </p>
    </section>
  );
}
