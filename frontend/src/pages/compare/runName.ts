import type { Run } from '../../api/types';

/** "v3", or that it was a draft. */
export function nameOfRun(run: Pick<Run, 'version_number'>): string {
  return run.version_number === null ? 'Draft' : `v${run.version_number}`;
}
