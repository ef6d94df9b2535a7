import type { Run } from '../../api/types';
import { ErrorPreview } from '../../previews/ErrorPreview';
import { ago, count, duration } from '../../ui/format';
import { originWords, versionWords } from './runWords';

const WORTH_TELLING_MS = 50;

function waitWords({ started_at: started, created_at: created }: Run): string[] {
  const waited = started ? Date.parse(started) - Date.parse(created) : 0;
  return waited >= WORTH_TELLING_MS ? [`waited ${duration(waited)}`] : [];
}

/** "v2 · 1 input · by local from the editor · 4 min ago · 1.1 s" */
export function RunFacts({ run }: { run: Run }) {
  const words = [
    versionWords(run),
    count(run.inputs.length, 'input'),
    ...(run.created_by ? [`by ${run.created_by} from ${originWords(run)}`] : []),
    ago(run.created_at),
    ...waitWords(run),
    ...(run.ms === null ? [] : [`took ${duration(run.ms)}`]),
  ];
  return (
    <>
      <p className="run-facts-line" title={new Date(run.created_at).toLocaleString('en-GB')}>
        {words.join(' · ')}
      </p>
      {run.error && <ErrorPreview problem={run.error} />}
    </>
  );
}
