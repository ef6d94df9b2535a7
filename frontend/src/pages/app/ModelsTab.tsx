import '../models/models.css';
import { FileUp } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { useNavigate } from 'react-router';
import type { AppRef } from '../../api/client';
import { useAppModels } from '../../api/queries';
import type { ModelCard } from '../../api/types';
import { Button } from '../../ui/Button';
import type { DroppedFile } from '../../ui/droppedFiles';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorNote } from '../../ui/ErrorNote';
import { TextInput } from '../../ui/Field';
import { count } from '../../ui/format';
import { lazily } from '../../ui/lazily';
import { Loading } from '../frame/Loading';
import { DropArea } from '../models/DropArea';
import { taskWords } from '../models/words';
import { ModelIds } from './ModelIds';
import { ModelTile } from './ModelTile';

const ImportModelDialog = lazily(
  async () => (await import('../models/ImportModelDialog')).ImportModelDialog,
  { soon: false },
);

function matches(model: ModelCard, wanted: string): boolean {
  const { id, title, task, description, labels, source } = model;
  return [id, title, task, taskWords(task), description, source, ...labels].some((words) =>
    words.toLowerCase().includes(wanted),
  );
}

function Models({ title, at, models }: { title: string; at: AppRef; models: ModelCard[] }) {
  if (models.length === 0) return null;
  return (
    <section className="model-section" aria-label={title}>
      <h2>
        {title} <span className="muted">{count(models.length, 'model')}</span>
      </h2>
      <ul className="model-grid">
        {models.map((model) => (
          <ModelTile key={`${model.user}/${model.app}/${model.id}`} at={at} model={model} />
        ))}
      </ul>
    </section>
  );
}

/** Every model that nodes of this app can use: its own first, which arrive by drop, then the shared ones. */
export function ModelsTab({ at }: { at: AppRef }) {
  const navigate = useNavigate();
  const [search, setSearch] = useState('');
  const [files, setFiles] = useState<DroppedFile[] | null>(null);
  const wanted = useDeferredValue(search.trim().toLowerCase());
  const all = useAppModels(at);
  const found = all.data?.filter((model) => matches(model, wanted)) ?? [];
  const isOwn = ({ user, app }: ModelCard) => user === at.user && app === at.app;
  const hasOwn = all.data?.some(isOwn);
  const choose = () => {
    setFiles([]);
  };
  return (
    <DropArea label="Drop the model's files to import them" onFiles={setFiles}>
      <div className="tab-head">
        <TextInput
          className="search"
          type="search"
          aria-label="Search models"
          placeholder="Search by name, task or label"
          value={search}
          onChange={(event) => {
            setSearch(event.target.value);
          }}
        />
        <span className="muted">{all.data && count(found.length, 'model')}</span>
        <span className="spread" />
        <Button look="primary" onClick={choose}>
          <FileUp aria-hidden />
          Import model
        </Button>
      </div>
      {all.error && (
        <ErrorNote
          title="The models did not load"
          error={all.error}
          onRetry={() => void all.refetch()}
        />
      )}
      {all.isPending && <Loading what="models" />}
      {all.data && found.length === 0 && (
        <EmptyState title="No model matches">
          Try a task such as detect, or a shorter word.
        </EmptyState>
      )}
      {hasOwn === false && wanted === '' && (
        <p className="card model-invite">
          <FileUp aria-hidden />
          <span>
            <b>Bring a model of your own.</b> Drop an .onnx file anywhere here, alone or with its
            config.json, labels.txt or tokenizer.json; a folder works too.
          </span>
        </p>
      )}
      <Models title="Of this app" at={at} models={found.filter(isOwn)} />
      <Models title="Shared" at={at} models={found.filter((model) => !isOwn(model))} />
      {all.data && wanted === '' && <ModelIds at={at} models={all.data} />}
      {files && (
        <ImportModelDialog
          at={at}
          files={files}
          onKept={({ id }) => void navigate(`/apps/${at.user}/${at.app}/models/${id}`)}
          onClose={() => {
            setFiles(null);
          }}
        />
      )}
    </DropArea>
  );
}
