import { useMemo } from 'react';
import { publicSampleUrl, visitFiles } from '../../api/tryPages';
import type { Catalogue, PublicPage, Run } from '../../api/types';
import { hasEnded } from '../../store/fold';
import { classes } from '../../ui/classes';
import { ErrorNote } from '../../ui/ErrorNote';
import { duration } from '../../ui/format';
import { Outputs } from '../workflow/Outputs';
import { SampleTray } from '../workflow/SampleTray';
import { TryInput } from '../workflow/TryInput';
import { takesOf } from '../workflow/takes';
import { useGiven } from '../workflow/useGiven';
import { useTry } from '../workflow/useTry';
import { useVisit } from './useVisit';

const ENDINGS: Partial<Record<Run['status'], string>> = {
  succeeded: 'Done',
  partially_succeeded: 'Done in part',
  failed: 'Failed',
  cancelled: 'Stopped',
  dead: 'Lost',
};

function runWords(run: Run | undefined, starting: string | null): string {
  if (starting) return starting;
  if (!run) return '';
  if (!hasEnded(run.status)) return run.status === 'queued' ? 'Waiting for its turn' : 'Working';
  const ending = ENDINGS[run.status] ?? '';
  return run.ms === null ? ending : `${ending} in ${duration(run.ms)}`;
}

/** The part of the catalogue that this graph needs, as the components of the own page take it. */
function catalogueOf(page: PublicPage): Catalogue {
  return { operators: page.operators, kinds: [], limits: { nodes: 0, ...page.limits } };
}

/** Title, note, plus, samples, outputs: nothing but the job. */
export function PublicTry({ id, page }: { id: string; page: PublicPage }) {
  const takes = useMemo(() => takesOf(page.graph), [page]);
  const catalogue = useMemo(() => catalogueOf(page), [page]);
  const { begin, run, ticket, lost } = useVisit(id);
  const most = page.limits.inputs;
  const { limits } = page;
  const tried = useTry({ takes, most, limits, urls: false, begin });
  const { start, paste, onFiles, starting } = tried;
  const over = useGiven({ onFiles, onText: paste });
  const at = { user: '', app: '', ...(ticket !== null && { files: visitFiles(ticket) }) };
  const samples = page.samples.map(({ id: sample, title, kind, text }) => ({
    id: sample,
    title,
    text,
    kind,
    picture: kind === 'text' ? null : publicSampleUrl(id, sample, 160),
    source: kind === 'text' ? null : publicSampleUrl(id, sample),
    shown: run?.inputs.length === 1 && run.inputs[0]?.name === title,
  }));
  return (
    <section className={classes('card try-card', over && 'dropping')} aria-label="Try it">
      <h2 className="card-title">
        Try it
        <span className="spread" />
        <small role="status">{runWords(run, starting)}</small>
      </h2>
      <TryInput {...{ takes, most, limits, tried }} urls={false} busy={starting !== null}>
        <SampleTray
          samples={samples}
          waiting={false}
          onSample={(sample) => void start({ inputs: [{ sample }] })}
        />
      </TryInput>
      {lost !== null && <ErrorNote title="The result is gone" error={lost} />}
      <Outputs {...{ at, catalogue, run }} graph={page.graph} layout={page.layout} />
      {over && <p className="drop-words">Drop to run it</p>}
    </section>
  );
}
