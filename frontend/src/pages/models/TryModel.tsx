import { type SyntheticEvent, useId, useState } from 'react';
import { type AppRef, blobUrl } from '../../api/client';
import { fetchBlob, type ModelInput } from '../../api/models';
import { useCatalogue, useSamples } from '../../api/queries';
import type { ModelTrial, Sample, ValueKind } from '../../api/types';
import { PortsPreview } from '../../previews/PortsPreview';
import { Button } from '../../ui/Button';
import { classes } from '../../ui/classes';
import { ErrorNote } from '../../ui/ErrorNote';
import { TextArea } from '../../ui/Field';
import { duration } from '../../ui/format';

const MOST_SAMPLES = 8;
const THUMB_WIDTH = 160;
const MEDIA = ['image', 'video', 'audio'] as const;

/** The kinds of input that operators of a task take. */
function useKinds(operators: readonly string[]): readonly ValueKind[] {
  const { data } = useCatalogue();
  const cards = data?.operators.filter(({ id }) => operators.includes(id)) ?? [];
  return [...new Set(cards.flatMap(({ inputs }) => inputs.flatMap(({ kinds }) => kinds)))];
}

interface TryModelProps {
  at: AppRef;
  /** ids of the operators that run it */
  operators: readonly string[];
  onTry: (given: ModelInput) => Promise<ModelTrial>;
}

type State =
  | { kind: 'idle' }
  | { kind: 'trying'; name: string }
  | { kind: 'tried'; name: string; trial: ModelTrial }
  | { kind: 'failed'; error: unknown };

function TextTry({ disabled, onText }: { disabled: boolean; onText: (text: string) => void }) {
  const [text, setText] = useState('');
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (text.trim()) onText(text);
  };
  return (
    <form className="model-try-text" onSubmit={submit}>
      <TextArea
        aria-label="Text to try"
        placeholder="A text to try the model on"
        rows={2}
        maxLength={20_000}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
        }}
      />
      <Button type="submit" size="small" disabled={disabled || !text.trim()}>
        Try text
      </Button>
    </form>
  );
}

function SampleButton({
  at,
  sample,
  on,
  onClick,
}: {
  at: AppRef;
  sample: Sample;
  on: boolean;
  onClick: () => void;
}) {
  const pictured = sample.kind === 'image' || sample.kind === 'video';
  return (
    <button
      type="button"
      className={classes('model-sample', on && 'on')}
      aria-label={`Try on sample ${sample.title}`}
      title={sample.title}
      onClick={onClick}
    >
      {pictured ? (
        <img src={blobUrl(at, sample.blob, THUMB_WIDTH)} alt="" width={72} height={48} />
      ) : (
        <span>{sample.text ?? sample.title}</span>
      )}
    </button>
  );
}

function Result({ at, trial, name }: { at: AppRef; trial: ModelTrial; name: string }) {
  if (trial.error)
    return (
      <p className="model-try-error" role="alert">
        The model could not read {name}: {trial.error.message}
      </p>
    );
  const { given } = trial;
  const media = given.kind === 'video' || given.kind === 'audio' ? given : null;
  return (
    <div className="model-tried" data-testid="model-tried">
      <p className="muted">
        {name}
        {trial.ms !== null && ` · ${duration(trial.ms)}`}
      </p>
      <PortsPreview
        key={JSON.stringify(given)}
        ports={trial.outputs}
        picture={given.kind === 'image' ? given : null}
        media={media}
        app={at}
      />
    </div>
  );
}

/** Run the model once, on a sample or on something of one's own. */
export function TryModel({ at, operators, onTry }: TryModelProps) {
  const id = useId();
  const kinds = useKinds(operators);
  const samples = useSamples(at);
  const [state, setState] = useState<State>({ kind: 'idle' });
  const [chosen, setChosen] = useState<string | null>(null);
  const media = MEDIA.filter((kind) => kinds.includes(kind));
  const fitting = samples.data?.filter(({ kind }) => kinds.includes(kind)) ?? [];
  const trying = state.kind === 'trying';
  const run = async (name: string, given: () => Promise<ModelInput> | ModelInput) => {
    setState({ kind: 'trying', name });
    try {
      setState({ kind: 'tried', name, trial: await onTry(await given()) });
    } catch (error) {
      setState({ kind: 'failed', error });
    }
  };
  const runSample = (sample: Sample) => {
    setChosen(sample.id);
    void run(sample.title, async () =>
      sample.text === undefined
        ? { file: await fetchBlob(at, sample.blob), name: sample.title }
        : { text: sample.text },
    );
  };
  if (kinds.length === 0) return <p className="muted">No node runs such a model yet.</p>;
  return (
    <div className="model-try">
      <div className="model-samples" role="group" aria-label="Samples to try">
        {fitting.slice(0, MOST_SAMPLES).map((sample) => (
          <SampleButton
            key={sample.id}
            {...{ at, sample }}
            on={chosen === sample.id}
            onClick={() => {
              if (!trying) runSample(sample);
            }}
          />
        ))}
      </div>
      {media.length > 0 && (
        <p className="model-try-own">
          <label htmlFor={id}>Or a file of your own</label>
          <input
            id={id}
            type="file"
            accept={media.map((kind) => `${kind}/*`).join(',')}
            disabled={trying}
            onChange={({ target }) => {
              const [file] = target.files ?? [];
              if (!file) return;
              setChosen(null);
              void run(file.name, () => ({ file, name: file.name }));
            }}
          />
        </p>
      )}
      {kinds.includes('text') && (
        <TextTry
          disabled={trying}
          onText={(text) => {
            setChosen(null);
            void run('Your text', () => ({ text }));
          }}
        />
      )}
      <div aria-live="polite">
        {trying && <p className="muted">Running the model on {state.name}</p>}
        {state.kind === 'tried' && <Result at={at} trial={state.trial} name={state.name} />}
      </div>
      {state.kind === 'failed' && <ErrorNote title="The model did not run" error={state.error} />}
    </div>
  );
}
