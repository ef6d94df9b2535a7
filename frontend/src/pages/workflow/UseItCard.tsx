import { useState } from 'react';
import { Link } from 'react-router';
import type { WorkflowRef } from '../../api/client';
import { useMe } from '../../api/queries';
import type { GraphDocument } from '../../api/types';
import { mediaTaken } from '../../graph/files';
import { CopyButton } from '../../ui/CopyButton';
import { Select } from '../../ui/Select';
import { Tabs } from '../../ui/Tabs';
import { type ClarifaiClient, clarifaiSnippet } from './clarifaiSnippets';
import { type RoboflowClient, roboflowSnippet } from './roboflowSnippets';
import { type SnippetFor, type SnippetLanguage, snippet } from './snippets';

type Way = SnippetLanguage | ClarifaiClient | RoboflowClient;
type Which = 'this' | 'published';

const WAYS: { id: Way; label: string; of?: 'clarifai' | 'roboflow' }[] = [
  { id: 'curl', label: 'curl' },
  { id: 'python', label: 'Python' },
  { id: 'javascript', label: 'Node' },
  { id: 'browser', label: 'Browser' },
  { id: 'sdk', label: 'SDK', of: 'clarifai' },
  { id: 'stub', label: 'gRPC', of: 'clarifai' },
  { id: 'inference', label: 'inference-sdk', of: 'roboflow' },
  { id: 'inference-http', label: 'Roboflow HTTP', of: 'roboflow' },
];

function codeOf(way: Way, what: SnippetFor, grpc: string, graph: GraphDocument): string {
  if (way === 'inference' || way === 'inference-http')
    return roboflowSnippet(way, { ...what, inputs: graph.inputs });
  return way === 'sdk' || way === 'stub'
    ? clarifaiSnippet(way, { ...what, grpc })
    : snippet(way, what);
}

interface UseItCardProps {
  at: WorkflowRef;
  version: string;
  number: number;
  graph: GraphDocument;
}

/** The call of this very version, or of whichever is published, filled in. */
export function UseItCard({ at, version, number, graph }: UseItCardProps) {
  const [way, setWay] = useState<string>('curl');
  const [which, setWhich] = useState<Which>('this');
  const grpc = useMe().data?.grpc ?? '';
  const what = {
    ...at,
    version: which === 'this' ? version : null,
    takes: mediaTaken(graph),
    origin: location.origin,
  };
  const of = WAYS.find(({ id }) => id === way)?.of;
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
        aside={<CopyButton label="Copy code" text={codeOf(way as Way, what, grpc, graph)} />}
        tabs={WAYS.map(({ id, label }) => ({
          id,
          label,
          content: (
            <pre className="code-block" tabIndex={0} aria-label={`${label} code`}>
              {codeOf(id, what, grpc, graph)}
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
        {of === 'clarifai' && (
          <>
            {' '}
            Clarifai’s clients speak gRPC with <code>{grpc}</code>;{' '}
            <code>docs/coming-from-clarifai.md</code> says what to know.
          </>
        )}
        {of === 'roboflow' && (
          <>
            {' '}
            Roboflow’s client needs nothing but this address and key;{' '}
            <code>docs/coming-from-roboflow.md</code> says what to know.
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
