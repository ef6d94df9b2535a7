import { type AppRef, blobUrl } from '../../api/client';
import { useSamples } from '../../api/queries';
import type { Run, Sample } from '../../api/types';
import { classes } from '../../ui/classes';

interface InputTrayProps {
  at: AppRef;
  /** what the workflow starts from: other samples are left out */
  type: string;
  run: Run | undefined;
  onSample: (id: string) => void;
}

function SampleFace({ sample, at }: { sample: Sample; at: AppRef }) {
  if (sample.kind === 'text')
    return <span className="sample-text">{sample.text ?? sample.title}</span>;
  return <img src={blobUrl(at, sample.blob, 160)} alt="" width={66} height={44} />;
}

/** Pictures and texts to try at once: one click runs. */
export function InputTray({ at, type, run, onSample }: InputTrayProps) {
  const samples = useSamples(at);
  const fitting = samples.data?.filter((sample) => sample.kind === type);
  if (fitting?.length === 0) return null;
  // In a batch the strip below says which input is shown.
  const only = run?.inputs.length === 1 ? run.inputs[0] : undefined;
  return (
    <div className="sample-tray" role="group" aria-label="Samples">
      {samples.isPending && <span className="sample-wait">Loading samples</span>}
      {fitting?.map((sample) => (
        <button
          key={sample.id}
          type="button"
          className={classes(
            'sample',
            only && (only.blob ?? only.text) === (sample.blob || sample.text) && 'on',
          )}
          aria-label={`Run on sample ${sample.title}`}
          title={sample.title}
          onClick={() => {
            onSample(sample.id);
          }}
        >
          <SampleFace sample={sample} at={at} />
        </button>
      ))}
    </div>
  );
}
