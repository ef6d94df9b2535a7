import './models.css';
import { FileUp } from 'lucide-react';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import type { AppRef } from '../../api/client';
import { tryModel, useModel } from '../../api/models';
import { useCatalogue } from '../../api/queries';
import type { ModelDetails } from '../../api/types';
import { Button } from '../../ui/Button';
import { Chip } from '../../ui/Chip';
import { CopyButton } from '../../ui/CopyButton';
import type { DroppedFile } from '../../ui/droppedFiles';
import { ErrorNote } from '../../ui/ErrorNote';
import { ago, bytes } from '../../ui/format';
import { lazily } from '../../ui/lazily';
import { Loading } from '../frame/Loading';
import { useTitle } from '../frame/useTitle';
import { CardWords } from './CardWords';
import { DropArea } from './DropArea';
import { ModelActions } from './ModelActions';
import { NewWith } from './NewWith';
import { TryModel } from './TryModel';
import { UsedIn } from './UsedIn';
import { shortDigest, taskWords } from './words';

const ImportModelDialog = lazily(
  async () => (await import('./ImportModelDialog')).ImportModelDialog,
  { soon: false },
);

/** Operators of the task that can run here. */
function useOperators(task: string) {
  const { data } = useCatalogue();
  return data?.operators.filter((card) => card.task === task && card.available) ?? [];
}

function Versions({
  model,
  shown,
  onShow,
}: {
  model: ModelDetails;
  shown: string;
  onShow: (version: string) => void;
}) {
  return (
    <ul className="model-versions">
      {model.versions.map(({ id, number, created_at: at, card }) => (
        <li key={id}>
          <Button
            size="small"
            look={id === shown ? 'primary' : 'plain'}
            aria-pressed={id === shown}
            onClick={() => {
              onShow(id);
            }}
          >
            v{number}
          </Button>
          <span>
            <time dateTime={at}>{ago(at)}</time>
            {card.bytes !== null && ` · ${bytes(card.bytes)}`}
          </span>
          {card.sha256 && (
            <span className="model-digest" title={`SHA-256 ${card.sha256}`}>
              <code>{shortDigest(card.sha256)}</code>
              <CopyButton text={card.sha256} label={`Copy digest of v${number}`} />
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

function Shown({ at, model }: { at: AppRef; model: ModelDetails }) {
  const [picked, setPicked] = useState<string | null>(null);
  const [files, setFiles] = useState<DroppedFile[] | null>(null);
  const operators = useOperators(model.task);
  const [newest] = model.versions;
  const version = model.versions.find(({ id }) => id === picked) ?? newest;
  if (!version) return null;
  const { card } = version;
  const isOwn = model.user === at.user && model.app === at.app;
  return (
    <DropArea
      label={`Drop the files of a new version of ${model.title}`}
      onFiles={(dropped) => {
        if (isOwn) setFiles(dropped);
      }}
    >
      <nav className="crumbs" aria-label="Where you are">
        <Link to={`/apps/${at.user}/${at.app}`}>{at.app}</Link>
        <span aria-hidden>/</span>
        <Link to={`/apps/${at.user}/${at.app}/models`}>Models</Link>
      </nav>
      <div className="page-head">
        <h1>{model.title}</h1>
        <Chip tone="run">{taskWords(model.task)}</Chip>
        {!isOwn && <Chip>shared</Chip>}
        <span className="spread" />
        {isOwn && <ModelActions at={at} model={model} />}
        <NewWith at={at} model={model} operator={operators[0]} />
      </div>
      <p className="model-page-about">{model.description || card.description}</p>
      <div className="model-page">
        <section className="card model-panel" aria-label="Try it">
          <h2>Try it</h2>
          <TryModel
            key={version.id}
            at={at}
            operators={operators.map(({ id }) => id)}
            onTry={(given) => tryModel(at, model.id, version.id, given)}
          />
        </section>
        <div className="model-aside">
          <section className="card model-panel" aria-label="Card">
            <h2>What it is</h2>
            <dl className="model-facts">
              <div>
                <dt>Id</dt>
                <dd>
                  <code>{model.id}</code>
                </dd>
              </div>
              <div>
                <dt>Licence</dt>
                <dd>{card.licence || 'not stated'}</dd>
              </div>
              <div>
                <dt>Source</dt>
                <dd>{card.source || 'not stated'}</dd>
              </div>
            </dl>
            <CardWords card={card} metrics={model.metrics} />
          </section>
          <section className="card model-panel" aria-label="Versions">
            <header>
              <h2>Versions</h2>
              {isOwn && (
                <Button
                  size="small"
                  onClick={() => {
                    setFiles([]);
                  }}
                >
                  <FileUp aria-hidden />
                  Add version
                </Button>
              )}
            </header>
            <Versions model={model} shown={version.id} onShow={setPicked} />
          </section>
          <UsedIn at={at} model={model} />
        </div>
      </div>
      {files && (
        <ImportModelDialog
          at={at}
          files={files}
          into={{ id: model.id, title: model.title }}
          onKept={() => {
            setPicked(null);
            setFiles(null);
          }}
          onClose={() => {
            setFiles(null);
          }}
        />
      )}
    </DropArea>
  );
}

/** All about one model, and the place to try it. */
export function ModelPage() {
  const { user = '', app = '', model: id = '' } = useParams();
  const at = { user, app };
  const model = useModel(at, id);
  useTitle(model.data?.title);
  if (model.error) {
    return (
      <ErrorNote
        title="The model did not load"
        error={model.error}
        onRetry={() => void model.refetch()}
      />
    );
  }
  if (!model.data) return <Loading what="the model" />;
  return <Shown at={at} model={model.data} />;
}
