import { blobUrl, type WorkflowRef } from '../../api/client';
import { useSamples } from '../../api/queries';
import type { Run } from '../../api/types';
import { SampleTray } from './SampleTray';

interface InputTrayProps {
  at: WorkflowRef;
  /** what the workflow takes: other samples are left out */
  kinds: readonly string[];
  run: Run | undefined;
  onSample: (id: string) => void;
}

/** The app's samples that fit this workflow. */
export function InputTray({ at, kinds, run, onSample }: InputTrayProps) {
  const samples = useSamples(at);
  // In a batch the grid says which input is which.
  const only = run?.inputs.length === 1 ? run.inputs[0] : undefined;
  const shown = samples.data
    ?.filter((sample) => kinds.includes(sample.kind))
    .map((sample) => ({
      id: sample.id,
      title: sample.title,
      text: sample.text ?? null,
      kind: sample.kind,
      source: sample.kind === 'text' ? null : blobUrl(at, sample.blob),
      picture: sample.kind === 'text' ? null : blobUrl(at, sample.blob, 160),
      shown: Boolean(only && (only.blob ?? only.text) === (sample.blob || sample.text)),
    }));
  return <SampleTray samples={shown ?? []} waiting={samples.isPending} onSample={onSample} />;
}
