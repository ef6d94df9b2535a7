import { Images } from 'lucide-react';
import { blobUrl, type WorkflowRef } from '../../api/client';
import { useSamples } from '../../api/queries';
import type { Run } from '../../api/types';
import { Button } from '../../ui/Button';
import { SampleTray } from './SampleTray';
import { batchWords, wholeBatch } from './wholeBatch';

interface InputTrayProps {
  at: WorkflowRef;
  /** what the workflow takes: other samples are left out */
  kinds: readonly string[];
  /** the most inputs of one run */
  most: number;
  busy: boolean;
  run: Run | undefined;
  /** one sample, or several as one batch */
  onSamples: (ids: string[]) => void;
}

/** The app's samples that fit this workflow, to run one by one or all together. */
export function InputTray({ at, kinds, most, busy, run, onSamples }: InputTrayProps) {
  const samples = useSamples(at);
  const fitting = samples.data?.filter((sample) => kinds.includes(sample.kind)) ?? [];
  const batch = wholeBatch(fitting, most);
  // In a batch the grid says which input is which.
  const only = run?.inputs.length === 1 ? run.inputs[0] : undefined;
  const shown = fitting.map((sample) => ({
    id: sample.id,
    title: sample.title,
    text: sample.text ?? null,
    kind: sample.kind,
    source: sample.kind === 'text' ? null : blobUrl(at, sample.blob),
    picture: sample.kind === 'text' ? null : blobUrl(at, sample.blob, 160),
    shown: Boolean(only && (only.blob ?? only.text) === (sample.blob || sample.text)),
  }));
  return (
    <>
      <SampleTray
        samples={shown}
        waiting={samples.isPending}
        onSample={(id) => {
          onSamples([id]);
        }}
      />
      {batch.length > 0 && (
        <div className="try-all">
          <Button
            size="small"
            disabled={busy}
            onClick={() => {
              onSamples(batch);
            }}
          >
            <Images aria-hidden /> {batchWords(batch.length)}
          </Button>
        </div>
      )}
    </>
  );
}
