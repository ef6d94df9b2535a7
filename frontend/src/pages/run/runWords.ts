/** A run in words. */
import type { RunRow } from '../../api/types';

const ORIGINS: Record<string, string> = {
  api: 'API',
  editor: 'editor',
  page: 'its page',
  retry: 'a retry',
  try: 'the try page',
};

export function versionWords(run: Pick<RunRow, 'version_number'>): string {
  return run.version_number === null ? 'draft' : `v${run.version_number}`;
}

export function originWords(run: Pick<RunRow, 'origin'>): string {
  return ORIGINS[run.origin] ?? run.origin;
}
