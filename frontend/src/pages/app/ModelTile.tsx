import { Link } from 'react-router';
import type { AppRef } from '../../api/client';
import type { ModelCard } from '../../api/types';
import { Chip } from '../../ui/Chip';
import { bytes, short } from '../../ui/format';
import { taskWords } from '../models/words';

const SHOWN_LABELS = 8;

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Labels({ labels }: { labels: readonly string[] }) {
  if (labels.length === 0) return null;
  const left = labels.length - SHOWN_LABELS;
  return (
    <p className="model-labels">
      {labels.slice(0, SHOWN_LABELS).map((label) => (
        <Chip key={label}>{label}</Chip>
      ))}
      {left > 0 && <span>and {left} more</span>}
    </p>
  );
}

export function ModelTile({ at, model }: { at: AppRef; model: ModelCard }) {
  return (
    <li className="card model-tile">
      <header>
        <h3>
          <Link to={`/apps/${at.user}/${at.app}/models/${model.id}`}>{model.title}</Link>
        </h3>
        <Chip tone="run" title={model.task}>
          {taskWords(model.task)}
        </Chip>
      </header>
      <p className="model-about">{model.description}</p>
      <Labels labels={model.labels} />
      <dl>
        {model.bytes !== null && <Fact name="Size">{bytes(model.bytes)}</Fact>}
        <Fact name="Licence">{model.licence || 'not stated'}</Fact>
        <Fact name="Source">{model.source || 'not stated'}</Fact>
        {Object.entries(model.metrics).map(([name, value]) => (
          <Fact key={name} name={name.replaceAll('_', ' ')}>
            {short(value)}
          </Fact>
        ))}
        <Fact name="Id">
          <code>{model.id}</code>
          {model.versions.length > 1 && ` · ${model.versions.length} versions`}
        </Fact>
      </dl>
    </li>
  );
}
