/** The public try page: its owner's calls, and those of a stranger. Each throws ApiError. */
import type { GivenSource, WorkflowRef } from './client';
import { request } from './http';
import type { PublicPage, TryPageSettings, Visit } from './types';

const e = encodeURIComponent;

// --- the owner ----------------------------------------------------------------------------------
const settingsPath = ({ user, app, workflow }: WorkflowRef) =>
  `/api/editor/apps/${e(user)}/${e(app)}/workflows/${e(workflow)}/try-page`;
export const tryPageKey = ({ user, app, workflow }: WorkflowRef) =>
  ['app', user, app, 'workflows', workflow, 'try-page'] as const;
export const getTryPage = (ref: WorkflowRef) => request<TryPageSettings>(settingsPath(ref));
export const changeTryPage = (
  ref: WorkflowRef,
  changes: { enabled?: boolean; samples?: string[] },
) => request<TryPageSettings>(settingsPath(ref), { method: 'PUT', json: changes });
/** Makes every older link dead. */
export const renewTryLink = (ref: WorkflowRef) =>
  request<TryPageSettings>(`${settingsPath(ref)}/link`, { method: 'POST' });

// --- a stranger ---------------------------------------------------------------------------------
const ROOT = '/api/try';
export const getPublicPage = (page: string) => request<PublicPage>(`${ROOT}/${e(page)}`);
export const publicSampleUrl = (page: string, sample: string, width?: number) =>
  `${ROOT}/${e(page)}/samples/${e(sample)}${width ? `?w=${width}` : ''}`;
export function startVisit(page: string, source: GivenSource): Promise<Visit> {
  const path = `${ROOT}/${e(page)}/runs`;
  if ('files' in source) {
    const form = new FormData();
    for (const file of source.files) form.append('files', file, file.name);
    if (source.text) form.append('text', source.text);
    if (source.together) form.append('together', '1');
    return request(path, { method: 'POST', form, onSent: source.onSent });
  }
  const inputs = 'text' in source ? [{ text: source.text }] : source.inputs;
  return request(path, { method: 'POST', json: { inputs } });
}
// A ticket is made of letters, digits and ":._-", so it stands in an address as it is.
export const getVisit = (ticket: string) => request<Visit>(`${ROOT}/runs/${ticket}`);
export const visitFiles = (ticket: string) => `${ROOT}/runs/${ticket}/blobs`;
export const visitStream = (ticket: string, after: number) =>
  `${ROOT}/runs/${ticket}/stream?after=${after}`;
