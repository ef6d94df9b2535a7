import { classes } from '../../ui/classes';

export interface TraySample {
  id: string;
  title: string;
  /** a text sample's own text */
  text: string | null;
  /** where its small picture is */
  picture: string | null;
  shown: boolean;
}

/** Inputs to try at once: one click runs. */
export function SampleTray({
  samples,
  waiting,
  onSample,
}: {
  samples: readonly TraySample[];
  waiting: boolean;
  onSample: (id: string) => void;
}) {
  if (!waiting && samples.length === 0) return null;
  return (
    <div className="sample-tray" role="group" aria-label="Samples">
      {waiting && <span className="sample-wait">Loading samples</span>}
      {samples.map((sample) => (
        <button
          key={sample.id}
          type="button"
          className={classes('sample', sample.shown && 'on')}
          aria-label={`Run on sample ${sample.title}`}
          title={sample.title}
          onClick={() => {
            onSample(sample.id);
          }}
        >
          {sample.picture === null ? (
            <span className="sample-text">{sample.text ?? sample.title}</span>
          ) : (
            <img src={sample.picture} alt="" width={66} height={44} />
          )}
        </button>
      ))}
    </div>
  );
}
