import type { Sample } from '../../api/types';
import { MediaThumb } from '../../previews/MediaThumb';
import { classes } from '../../ui/classes';

export interface TraySample {
  id: string;
  title: string;
  /** a text sample's own text */
  text: string | null;
  kind: Sample['kind'];
  /** where its small picture is */
  picture: string | null;
  /** where all of it is */
  source: string | null;
  shown: boolean;
}

function Face({ kind, picture, source, text, title }: TraySample) {
  if (source !== null && (kind === 'video' || kind === 'audio'))
    return <MediaThumb kind={kind} source={source} poster={picture ?? undefined} />;
  if (picture !== null) return <img src={picture} alt="" width={66} height={44} />;
  return <span className="sample-text">{text ?? title}</span>;
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
          <Face {...sample} />
        </button>
      ))}
    </div>
  );
}
