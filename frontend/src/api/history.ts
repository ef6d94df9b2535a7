/** Calls around the history: runs by filter, run again, share, versions with their graphs, restore. */
import { type AppRef, appPath, type WorkflowRef, workflowPath } from './client';
import { request } from './http';
import type { Restored, Run, RunPage, Share, SharedRun, VersionPage } from './types';

const RUNS = '/api/editor/runs';
const e = encodeURIComponent;

/** What to find; an empty text finds everything. */
export interface RunFilter {
  status: string;
  /** a version's id, or `draft` */
  version: string;
  /** `editor`, `api`, `retry`, or `batch` */
  origin: string;
  q: string;
  /** hours back from now, as text */
  hours: string;
  /** of an app's runs, those of one workflow */
  workflow: string;
}
export const NO_FILTER: RunFilter = {
  status: '',
  version: '',
  origin: '',
  q: '',
  hours: '',
  workflow: '',
};

const HOUR_MS = 3_600_000;

function queryOf({ hours, ...rest }: RunFilter, before: string | null): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(rest)) if (value) query.set(name, value);
  if (hours) query.set('since', new Date(Date.now() - Number(hours) * HOUR_MS).toISOString());
  if (before) query.set('before', before);
  return query.toString();
}

/** `pages` pages of runs from the newest on, of an app or of one workflow. */
export async function listRunPages(
  at: AppRef | WorkflowRef,
  filter: RunFilter,
  pages: number,
): Promise<RunPage> {
  const path = 'workflow' in at ? workflowPath(at) : appPath(at);
  const found: RunPage = { runs: [], next: null };
  for (let page = 0; page < pages; page += 1) {
    const more = await request<RunPage>(`${path}/runs?${queryOf(filter, found.next)}`);
    found.runs.push(...more.runs);
    found.next = more.next;
    if (more.next === null) break;
  }
  return found;
}

export const repeatRun = (run: string) =>
  request<Run>(`${RUNS}/${e(run)}/again`, { method: 'POST' });

interface ShareAnswer {
  share: Share | null;
}
export const getShare = async (run: string) =>
  (await request<ShareAnswer>(`${RUNS}/${e(run)}/share`)).share;
export const shareRun = async (run: string) =>
  (await request<ShareAnswer>(`${RUNS}/${e(run)}/share`, { method: 'POST' })).share;
export const stopSharing = (run: string) =>
  request<undefined>(`${RUNS}/${e(run)}/share`, { method: 'DELETE' });
export const getSharedRun = (code: string) =>
  request<SharedRun>(`/api/editor/shared/runs/${e(code)}`);
export const sharedStream = (code: string, after: number) =>
  `/api/editor/shared/runs/${e(code)}/stream?after=${after}`;

/** `pages` pages of versions, newest first, and the drafts that were set aside. */
export async function listVersionPages(ref: WorkflowRef, pages: number): Promise<VersionPage> {
  const found: VersionPage = { versions: [], next: null, kept: [] };
  for (let page = 0; page < pages; page += 1) {
    const query = found.next === null ? '' : `?before=${found.next}`;
    const more = await request<VersionPage>(`${workflowPath(ref)}/versions${query}`);
    found.versions.push(...more.versions);
    found.next = more.next;
    found.kept = more.kept;
    if (more.next === null) break;
  }
  return found;
}

export type RestoreSource = { version: string } | { run: string } | { kept: string };
/** Throws ApiError 412 `stale_draft` with `problem.draft`, the newest draft. */
export const restoreDraft = (ref: WorkflowRef, revision: number, source: RestoreSource) =>
  request<Restored>(`${workflowPath(ref)}/restore`, {
    method: 'POST',
    json: { revision, ...source },
  });
export const forgetKept = (ref: WorkflowRef, kept: string) =>
  request<undefined>(`${workflowPath(ref)}/kept/${e(kept)}`, { method: 'DELETE' });
