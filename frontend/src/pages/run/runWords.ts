/** A run in words. */
import type { RunLine, RunRow } from '../../api/types';

const ORIGINS: Record<string, string> = {
  api: 'API',
  editor: 'editor',
  model: 'API',
  page: 'its page',
  retry: 'a retry',
  roboflow: 'a Roboflow client',
  try: 'the try page',
};

export function versionWords(run: Pick<RunLine, 'version_number' | 'of_model' | 'origin'>): string {
  if (run.of_model) return run.origin === 'roboflow' ? 'definition' : 'model';
  return run.version_number === null ? 'draft' : `v${run.version_number}`;
}

export function originWords(run: Pick<RunRow, 'origin'>): string {
  return ORIGINS[run.origin] ?? run.origin;
}
