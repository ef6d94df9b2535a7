import './ModelPicker.css';
import { Search } from 'lucide-react';
import { type KeyboardEvent, useId, useState } from 'react';
import { useAppModels } from '../api/queries';
import type { GraphNode, ModelCard, ModelRef } from '../api/types';
import { setModel } from '../graph/document';
import { findModel, refTo } from '../graph/models';
import { useEditor } from '../store/editor';
import { useGesture } from '../store/gesture';
import { Button } from '../ui/Button';
import { bytes } from '../ui/format';
import { ModelVersion } from './ModelVersion';

interface ModelPickerProps {
  node: GraphNode;
  task: string;
  disabled: boolean;
}

/** Which model and which of its versions; searched among those that can do the operator's task. */
export function ModelPicker({ node, task, disabled }: ModelPickerProps) {
  const change = useEditor((state) => state.change);
  const receive = useGesture((state) => state.receive);
  const [text, setText] = useState<string | null>(null);
  const [active, setActive] = useState(0);
  const listId = useId();
  const at = useEditor((state) => state.workflow);
  const all = useAppModels(at);
  const known = all.data ?? [];
  const isOwn = ({ user, app }: ModelCard) => user === at.user && app === at.app;
  const models = known
    .filter((model) => model.task === task)
    .sort((a, b) => Number(isOwn(b)) - Number(isOwn(a)));
  const found = models.filter((model) =>
    `${model.id} ${model.title} ${model.task} ${model.description}`
      .toLowerCase()
      .includes((text ?? '').toLowerCase()),
  );
  const current = findModel(known, node.model, at);
  const choose = (model: ModelRef | undefined) => {
    change((document) => ({ ...document, graph: setModel(document.graph, node.id, model) }));
  };
  const pick = (model: ModelCard) => {
    choose(refTo(known, model));
    setText(null);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const chosen = found[active];
    if (step && found.length > 0) {
      setText((before) => before ?? '');
      setActive((active + step + found.length) % found.length);
    } else if (event.key === 'Enter' && text !== null && chosen) pick(chosen);
    else if (event.key === 'Escape') setText(null);
    else return;
    event.preventDefault();
  };
  return (
    <div className="model-picker">
      <div className="model-search">
        <Search aria-hidden />
        <input
          className="text-input"
          role="combobox"
          aria-expanded={text !== null}
          aria-controls={listId}
          aria-activedescendant={text === null ? undefined : `${listId}-${found[active]?.id ?? ''}`}
          aria-label="Model"
          placeholder={all.isPending ? 'Loading models' : 'Search models'}
          value={text ?? current?.title ?? node.model?.id ?? ''}
          disabled={disabled}
          onFocus={() => {
            setText('');
            setActive(0);
          }}
          onBlur={() => {
            setText(null);
          }}
          onChange={(event) => {
            setText(event.target.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
        />
        {text === null && current?.bytes != null && (
          <span className="model-size">{bytes(current.bytes)}</span>
        )}
      </div>
      {text !== null && (
        <ul role="listbox" id={listId} aria-label="Models" className="model-list">
          {found.map((model, index) => (
            <li
              key={model.id}
              id={`${listId}-${model.id}`}
              role="option"
              aria-selected={index === active}
              // Before the blur that a click would cause.
              onPointerDown={(event) => {
                event.preventDefault();
                pick(model);
              }}
            >
              <span>
                {model.title}
                <small>
                  {isOwn(model) && `Of this app · ${model.task} · `}
                  {model.description || model.id}
                </small>
              </span>
              {model.bytes !== null && <span className="model-size">{bytes(model.bytes)}</span>}
            </li>
          ))}
          {found.length === 0 && (
            <li className="model-none" role="option" aria-selected={false} aria-disabled>
              {all.isError
                ? 'The models did not load.'
                : models.length > 0
                  ? 'No model matches.'
                  : 'There is no model for this node yet. Import one below.'}
            </li>
          )}
        </ul>
      )}
      {all.data && !disabled && text === null && !current && models.length === 0 && (
        <p className="hint">No model here does {task} yet.</p>
      )}
      {all.data && !disabled && text === null && !models.some(isOwn) && (
        <Button
          size="small"
          look={models.length === 0 ? 'plain' : 'quiet'}
          onClick={() => {
            receive({ kind: 'model', files: [], node: node.id });
          }}
        >
          Import model
        </Button>
      )}
      {current && (
        <ModelVersion
          model={current}
          pinned={node.model?.version}
          disabled={disabled}
          onPin={(version) => {
            choose(refTo(known, current, version));
          }}
        />
      )}
    </div>
  );
}
