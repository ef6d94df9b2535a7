import './models.css';
import { CircleX } from 'lucide-react';
import { type SyntheticEvent, useId, useState } from 'react';
import type { AppRef } from '../../api/client';
import { type BroughtFile, tryProposal, useKeepModel } from '../../api/models';
import { problemOf } from '../../api/problem';
import type { ModelDetails, ModelProposal } from '../../api/types';
import { Button } from '../../ui/Button';
import { Dialog, DialogActions } from '../../ui/Dialog';
import { bytes } from '../../ui/format';
import { Select } from '../../ui/Select';
import { CardWords } from './CardWords';
import { ChooseFiles } from './ChooseFiles';
import { KeepForm, type KeepFormProps } from './KeepForm';
import { Questions } from './Questions';
import { TryModel } from './TryModel';
import { type ModelImport, useModelImport } from './useModelImport';

const WIDTH = 720;
const FILES_HINT =
  'The .onnx file, and what lies beside it: config.json, preprocessor_config.json, tokenizer.json, labels.txt, the file of weights.';

function Progress({ waiting, files }: Pick<ModelImport, 'waiting' | 'files'>) {
  if (!waiting) return null;
  const names = files.map(({ name }) => name).join(', ');
  return (
    <div className="model-waiting" role="status">
      <p>
        {waiting.kind === 'sending'
          ? `Sending ${bytes(waiting.done)} of ${bytes(waiting.total)}`
          : 'Looking into the model and running it on test inputs'}
      </p>
      <progress
        aria-label="Import of the model"
        {...(waiting.kind === 'sending' && { value: waiting.done, max: waiting.total })}
      />
      <p className="muted">{names}</p>
    </div>
  );
}

function Refused({ model }: { model: ModelImport }) {
  if (!model.refused) return null;
  return (
    <div className="model-refused" role="alert">
      <CircleX aria-hidden />
      <div>
        <b>{model.files.map(({ name }) => name).join(', ')} cannot be imported</b>
        <p>{model.refused.message}</p>
        <code>{model.refused.code}</code>
      </div>
    </div>
  );
}

function Inferred({
  proposal,
  onVariant,
}: {
  proposal: ModelProposal;
  onVariant: (variant: string) => void;
}) {
  const { card, reasons, variants, variant } = proposal;
  return (
    <section className="model-part" aria-label="What the files say">
      <h3>What the files say</h3>
      {variants.length > 1 && (
        <label className="model-variant">
          <span>Precision</span>
          <Select
            value={variant}
            options={variants.map(({ name, bytes: size }) => ({
              value: name,
              label: `${name || 'full'} · ${bytes(size)}`,
            }))}
            onChange={onVariant}
          />
        </label>
      )}
      <CardWords card={card} />
      {reasons.length > 0 && (
        <details className="model-why" open>
          <summary>Why</summary>
          <ul>
            {reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

interface ImportModelDialogProps {
  at: AppRef;
  /** dropped or chosen already */
  files?: readonly BroughtFile[];
  /** the model that gets a new version */
  into?: { id: string; title: string } | undefined;
  onKept: (kept: ModelDetails, proposal: ModelProposal) => void;
  onClose: () => void;
}

/** A model's way into the app: its files, what they are, the open questions, a try, and its name. */
export function ImportModelDialog({
  at,
  files = [],
  into: known,
  onKept,
  onClose,
}: ImportModelDialogProps) {
  const model = useModelImport(at, files);
  const keep = useKeepModel(at);
  const form = useId();
  const [into, setInto] = useState(known?.id ?? '');
  const { proposal, waiting, wrong } = model;
  const problem = keep.error && problemOf(keep.error);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (!proposal) return;
    const { title, id, ...rest } = model.answers;
    const named = into ? rest : { ...rest, ...(title && { title }), ...(id && { id }) };
    keep.mutate(
      { proposal: proposal.proposal, answers: named, ...(into && { model: into }) },
      {
        onSuccess: (kept) => {
          onKept(kept, proposal);
        },
        onError: (error) => {
          model.setWrong(problemOf(error));
        },
      },
    );
  };
  const placed = ['id', 'title', 'licence', ...(proposal?.questions ?? []).map((q) => q.field)];
  const told = wrong ?? problem;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      width={WIDTH}
      title={known ? `New version of ${known.title}` : 'Import model'}
      hint={
        proposal
          ? 'Nothing is stored as a model until you keep it.'
          : 'Drop an ONNX model: what it does is read from its files.'
      }
    >
      <div className="model-import">
        <Progress waiting={waiting} files={model.files} />
        {!waiting && <Refused model={model} />}
        {!waiting && !proposal && (
          <ChooseFiles
            label={model.refused ? 'Add or replace files' : 'Choose files'}
            hint={FILES_HINT}
            onFiles={model.add}
          />
        )}
        {!waiting && proposal && (
          <Proposed
            {...{ at, model, proposal, into, form, fixed: known !== undefined }}
            onInto={setInto}
            onSubmit={submit}
          />
        )}
        {told && !placed.some((field) => field === told.field) && (
          <p className="field-note bad" role="alert">
            {told.message}
          </p>
        )}
        <DialogActions>
          {!waiting && (proposal ?? model.refused) && (
            <Button onClick={model.over}>Choose other files</Button>
          )}
          {proposal ? (
            <Button
              look="primary"
              type="submit"
              form={form}
              disabled={waiting !== null || keep.isPending}
            >
              {keep.isPending ? 'Keeping model' : into ? 'Keep version' : 'Keep model'}
            </Button>
          ) : (
            <Button onClick={onClose}>Cancel</Button>
          )}
        </DialogActions>
      </div>
    </Dialog>
  );
}

function Proposed({ proposal, ...form }: { proposal: ModelProposal } & KeepFormProps) {
  const { at, model } = form;
  const able = proposal.operators.filter(({ why_not: reason }) => reason === null);
  return (
    <>
      <Questions model={model} />
      <Inferred proposal={proposal} onVariant={model.choose} />
      <section className="model-part" aria-label="Try it">
        <h3>Try it before you keep it</h3>
        <TryModel
          at={at}
          operators={able.map(({ id }) => id)}
          onTry={(given) => tryProposal(at, proposal.proposal, model.answers, given)}
        />
      </section>
      <KeepForm {...form} />
    </>
  );
}
