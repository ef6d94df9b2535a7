/** A function for every call of docs/editor-api.md. Each throws ApiError. */
import { rememberCsrfToken, request } from './http';
import type {
  AppCard,
  Catalogue,
  Draft,
  GraphDocument,
  GraphProblem,
  Layout,
  Me,
  ModelCard,
  Pin,
  PortOutputs,
  Run,
  RunEvent,
  RunRow,
  Sample,
  TemplateCard,
  Version,
  VersionRow,
  Visibility,
  Workflow,
  WorkflowRow,
} from './types';

const ROOT = '/api/editor';

/** Where an app is. */
export interface AppRef {
  user: string;
  app: string;
  /** the code of the read-only link through which one of its runs is seen */
  shared?: string;
  /** where files are read from by a stranger on a public try page */
  files?: string;
}
export interface WorkflowRef extends AppRef {
  workflow: string;
}
/** What a token may do, as the editor offers it. */
export type Access = 'everything' | 'read_and_run' | 'run_only';
export interface NewToken {
  name: string;
  access: Access;
  /** the only app it reaches; all of the user's without one, and public workflows of others */
  app?: string;
}
export interface Token {
  id: string;
  name: string;
  app: string | null;
  /** the named set that its scopes are; null for a choice of their own */
  access: Access | null;
  /** what it may do; everything when empty */
  scopes: string[];
  created_at: string;
  last_used_at: string | null;
}
/** What a run runs: a saved version, or the graph of a draft. */
export type RunTarget =
  | { version: string }
  | {
      graph: GraphDocument;
      layout: Layout;
      /** run only to these nodes */
      targets?: string[];
      /** let pinned outputs stand in */
      pins?: boolean;
    };
/** What a run runs on. */
export type RunSource =
  /** `text` goes with each file; `partly` runs what can be read, see `Run.refused` */
  | Files
  | { text: string }
  /** the inputs of an earlier run, whose finished nodes are kept where they did not change */
  | { again: string }
  | { inputs: NamedInput[] };

/** Something that the server has or can fetch, and a text that goes with it. */
export type NamedInput =
  | { sample: string; text?: string }
  | { blob: string; text?: string }
  | { url: string; text?: string }
  | { text: string };

export interface Files {
  files: File[];
  /** goes with each */
  text?: string;
  /** files of different kinds, which make one input */
  together?: boolean;
  /** runs those that can be read */
  partly?: boolean;
  /** told how many bytes have gone */
  onSent?: (done: number, total: number) => void;
}

/** What a person gives. */
export type GivenSource = Exclude<RunSource, { again: string }>;

const e = encodeURIComponent;
export const appPath = ({ user, app }: AppRef) => `${ROOT}/apps/${e(user)}/${e(app)}`;
export const workflowPath = (ref: WorkflowRef) => `${appPath(ref)}/workflows/${e(ref.workflow)}`;

// --- people -----------------------------------------------------------------------------------
async function keepToken(answer: Promise<Me>): Promise<Me> {
  const me = await answer;
  rememberCsrfToken(me.csrf_token);
  return me;
}
export const getMe = () => keepToken(request<Me>(`${ROOT}/me`));
export const signIn = (username: string, password: string) =>
  keepToken(request<Me>(`${ROOT}/sign-in`, { method: 'POST', json: { username, password } }));
export const signOut = () => request<undefined>(`${ROOT}/sign-out`, { method: 'POST' });
export const listTokens = async () => (await request<{ tokens: Token[] }>(`${ROOT}/tokens`)).tokens;
export const createToken = (token: NewToken) =>
  request<Token & { secret: string }>(`${ROOT}/tokens`, { method: 'POST', json: token });

// --- catalogue --------------------------------------------------------------------------------
export const getCatalogue = () => request<Catalogue>(`${ROOT}/catalogue`);
export async function listModels(filter: { app?: string; search?: string } = {}) {
  const query = new URLSearchParams(filter).toString();
  const path = `${ROOT}/models${query && `?${query}`}`;
  return (await request<{ models: ModelCard[] }>(path)).models;
}

// --- apps -------------------------------------------------------------------------------------
export const listApps = async () => (await request<{ apps: AppCard[] }>(`${ROOT}/apps`)).apps;
export const createApp = (body: { name: string; input_type: AppCard['input_type'] }) =>
  request<AppCard>(`${ROOT}/apps`, { method: 'POST', json: body });
export const getApp = (ref: AppRef) => request<AppCard>(appPath(ref));
export const deleteApp = (ref: AppRef) => request<undefined>(appPath(ref), { method: 'DELETE' });
/** Ready inputs; those that came with the workflow's template stand first. */
export const listSamples = async (ref: AppRef | WorkflowRef) => {
  const first = 'workflow' in ref ? `?workflow=${e(ref.workflow)}` : '';
  return (await request<{ samples: Sample[] }>(`${appPath(ref)}/samples${first}`)).samples;
};
/** Where a stored file is; `width` asks for a JPEG no wider than that (64 to 1280). */
export const blobUrl = (ref: AppRef, sha256: string, width?: number) =>
  `${ref.files ?? `${ref.shared ? `${ROOT}/shared/runs/${e(ref.shared)}` : appPath(ref)}/blobs`}/${e(sha256)}${width ? `?w=${width}` : ''}`;

export const listTemplates = async () =>
  (await request<{ templates: TemplateCard[] }>(`${ROOT}/templates`)).templates;

// --- workflows --------------------------------------------------------------------------------
export const listWorkflows = async (ref: AppRef) =>
  (await request<{ workflows: WorkflowRow[] }>(`${appPath(ref)}/workflows`)).workflows;
export const createWorkflow = (
  ref: AppRef,
  body: { name: string; graph?: GraphDocument; layout?: Layout; template?: string },
) => request<Workflow>(`${appPath(ref)}/workflows`, { method: 'POST', json: body });
export const getWorkflow = (ref: WorkflowRef) => request<Workflow>(workflowPath(ref));
export const changeWorkflow = (
  ref: WorkflowRef,
  body: { name?: string; note?: string; visibility?: Visibility },
) => request<Workflow>(workflowPath(ref), { method: 'PATCH', json: body });
export const deleteWorkflow = (ref: WorkflowRef) =>
  request<undefined>(workflowPath(ref), { method: 'DELETE' });

// --- drafts and versions ----------------------------------------------------------------------
export const getDraft = (ref: WorkflowRef) => request<Draft>(`${workflowPath(ref)}/draft`);
/** Throws ApiError 412 `stale_draft` with `problem.draft`, the newest draft. */
export const saveDraft = (
  ref: WorkflowRef,
  body: { revision: number; graph: GraphDocument; layout: Layout },
) => request<Draft>(`${workflowPath(ref)}/draft`, { method: 'PUT', json: body });
export const checkGraph = async (ref: WorkflowRef, graph: GraphDocument) =>
  (
    await request<{ problems: GraphProblem[] }>(`${workflowPath(ref)}/check`, {
      method: 'POST',
      json: { graph },
    })
  ).problems;
export const saveVersion = (
  ref: WorkflowRef,
  body: { graph: GraphDocument; layout: Layout; name?: string; note?: string; publish?: boolean },
) => request<Version>(`${workflowPath(ref)}/versions`, { method: 'POST', json: body });
export const getVersion = (ref: WorkflowRef, version: string) =>
  request<Version>(`${workflowPath(ref)}/versions/${e(version)}`);
export const changeVersion = (
  ref: WorkflowRef,
  version: string,
  body: { name?: string; note?: string },
) =>
  request<VersionRow>(`${workflowPath(ref)}/versions/${e(version)}`, {
    method: 'PATCH',
    json: body,
  });
export const publishVersion = (ref: WorkflowRef, version: string) =>
  request<Workflow>(`${workflowPath(ref)}/publish`, { method: 'POST', json: { version } });

// --- runs -------------------------------------------------------------------------------------
function runForm(files: File[], target: RunTarget): FormData {
  const form = new FormData();
  for (const file of files) form.append('files', file, file.name);
  if ('version' in target) {
    form.append('version', target.version);
  } else {
    form.append('graph', JSON.stringify(target.graph));
    form.append('layout', JSON.stringify(target.layout));
    if (target.targets) form.append('targets', JSON.stringify(target.targets));
    if (target.pins) form.append('pins', 'true');
  }
  return form;
}

export function createRun(ref: WorkflowRef, target: RunTarget, source: RunSource): Promise<Run> {
  const path = `${workflowPath(ref)}/runs`;
  const once = `${Date.now()}-${Math.random()}`;
  if ('files' in source) {
    const form = runForm(source.files, target);
    if (source.text) form.append('text', source.text);
    if (source.together) form.append('together', '1');
    else if (source.partly && source.files.length > 1) form.append('refused', 'keep');
    return request(path, { method: 'POST', once, form, onSent: source.onSent });
  }
  if ('again' in source) {
    return request(path, { method: 'POST', once, json: { ...source, ...target } });
  }
  const inputs = 'text' in source ? [{ text: source.text }] : source.inputs;
  return request(path, { method: 'POST', once, json: { inputs, ...target } });
}
export const listPins = async (ref: WorkflowRef) =>
  (await request<{ pins: Pin[] }>(`${workflowPath(ref)}/pins`)).pins;
const pinPath = (ref: WorkflowRef, node: string) => `${workflowPath(ref)}/pins/${e(node)}`;
/** Pin what the node gave in a run, or replace a pinned output by one written by hand. */
export const putPin = (
  ref: WorkflowRef,
  node: string,
  body: { run: string } | { outputs: unknown },
) => request<Pin>(pinPath(ref, node), { method: 'PUT', json: body });
export const deletePin = (ref: WorkflowRef, node: string) =>
  request<undefined>(pinPath(ref, node), { method: 'DELETE' });
export const listRuns = async (ref: WorkflowRef, version?: string) =>
  (
    await request<{ runs: RunRow[] }>(
      `${workflowPath(ref)}/runs${version ? `?version=${e(version)}` : ''}`,
    )
  ).runs;
export const getRun = (run: string) => request<Run>(`${ROOT}/runs/${e(run)}`);
export const getNodeOutputs = async (run: string, node: string) =>
  (await request<{ outputs: PortOutputs[] }>(`${ROOT}/runs/${e(run)}/outputs/${e(node)}`)).outputs;
export const listEvents = async (run: string, after: number) =>
  (await request<{ events: RunEvent[] }>(`${ROOT}/runs/${e(run)}/events?after=${after}`)).events;
export const cancelRun = (run: string) =>
  request<Run>(`${ROOT}/runs/${e(run)}/cancel`, { method: 'POST' });
