import { useState } from 'react';
import { Link } from 'react-router';
import type { WorkflowRef } from '../../api/client';
import { useMe } from '../../api/queries';
import { CopyButton } from '../../ui/CopyButton';
import { Select } from '../../ui/Select';
import { Tabs } from '../../ui/Tabs';
import { type ClarifaiClient, clarifaiSnippet } from './clarifaiSnippets';
import { type SnippetFor, type SnippetLanguage, snippet } from './snippets';

type Way = SnippetLanguage | ClarifaiClient;
type Which = 'this' | 'published';

const WAYS: { id: Way; label: string; clarifai?: true }[] = [
  { id: 'curl', label: 'curl' },
  { id: 'python', label: 'Python' },
  { id: 'javascript', label: 'Node' },
  { id: 'browser', label: 'Browser' },
  { id: 'sdk', label: 'SDK', clarifai: true },
  { id: 'stub', label: 'gRPC', clarifai: true },
];

function codeOf(way: Way, what: SnippetFor, grpc: string): string {
  return way === 'sdk' || way === 'stub'
    ? clarifaiSnippet(way, { ...what, grpc })
    : snippet(way, what);
}

interface UseItCardProps {
  at: WorkflowRef;
  version: string;
  number: number;
  takes: readonly string[];
}

/** The call of this very version, or of whichever is published, filled in. */
export function UseItCard({ at, version, number, takes }: UseItCardProps) {
  const [way, setWay] = useState<string>('curl');
  const [which, setWhich] = useState<Which>('this');
  const grpc = useMe().data?.grpc ?? '';
  const what = {
    ...at,
    version: which === 'this' ? version : null,
    takes,
    origin: location.origin,
  };
  const clarifai = WAYS.find(({ id }) => id === way)?.clarifai;
  return (
    <section className="card use-card" aria-label="Use it">
      <h2 className="card-title">
        Use it
        <span className="spread" />
        <Select
          aria-label="Which version the call runs"
          size="small"
          value={which}
          options={[
            { value: 'this', label: `v${number}, always` },
            { value: 'published', label: 'The published version' },
          ]}
          onChange={setWhich}
        />
      </h2>
      <Tabs
        label="Language"
        value={way}
        onChange={setWay}
        aside={<CopyButton label="Copy code" text={codeOf(way as Way, what, grpc)} />}
        tabs={WAYS.map(({ id, label }) => ({
          id,
          label,
          content: (
            <pre className="code-block" tabIndex={0} aria-label={`${label} code`}>
              {codeOf(id, what, grpc)}
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
        {clarifai && (
          <>
            {' '}
            Clarifai’s clients speak gRPC with <code>{grpc}</code>;{' '}
            <code>docs/coming-from-clarifai.md</code> says what to know.
          </>
        )}
      </p>
      <p className="use-version">
        <span>Version id</span>
        <code>{version}</code>
        <CopyButton label="Copy version id" text={version} />
      </p>
    </section>
  );
}
