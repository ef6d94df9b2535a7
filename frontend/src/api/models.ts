/** An app's own models: sending files, what they are, trying, keeping, changing. Each throws ApiError. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type AppRef, appPath, blobUrl } from './client';
import { request } from './http';
import { ApiError } from './problem';
import type { ModelAnswers, ModelCard, ModelDetails, ModelProposal, ModelTrial } from './types';

/** A file and its path within the folder that was brought. */
export interface BroughtFile {
  name: string;
  file: File;
}
/** A file of which the server has every byte. */
export interface SentFile {
  name: string;
  pieces: string[];
}
export type ModelInput = { file: Blob; name: string } | { text: string };

const PIECE_BYTES = 16 * 1024 * 1024;
const e = encodeURIComponent;
const modelsPath = (at: AppRef) => `${appPath(at)}/models`;
const modelPath = (at: AppRef, model: string) => `${modelsPath(at)}/${e(model)}`;
export const modelKeys = {
  all: ['models'] as const,
  own: (at: AppRef) => ['models', 'own', at.user, at.app] as const,
  one: (at: AppRef, model: string) => [...modelKeys.own(at), model] as const,
};

async function sendFile(
  at: AppRef,
  { name, file }: BroughtFile,
  onSent: (done: number) => void,
  signal: AbortSignal,
): Promise<SentFile> {
  if (file.size === 0)
    throw new ApiError(422, {
      code: 'model_truncated',
      message: `${name} is empty. Copy the file again, then drop it here.`,
    });
  const pieces: string[] = [];
  for (let start = 0; start < file.size; start += PIECE_BYTES) {
    signal.throwIfAborted();
    const form = file.slice(start, start + PIECE_BYTES, 'application/octet-stream');
    const { piece } = await request<{ piece: string }>(`${modelsPath(at)}/pieces`, {
      method: 'POST',
      form,
      onSent: (done) => {
        onSent(start + done);
      },
    });
    pieces.push(piece);
  }
  return { name, pieces };
}

/** Sends files one after the other; `onSent` is told how many bytes of all have gone. */
export async function sendFiles(
  at: AppRef,
  files: readonly BroughtFile[],
  onSent: (done: number) => void,
  signal: AbortSignal,
): Promise<SentFile[]> {
  const sent: SentFile[] = [];
  let before = 0;
  for (const each of files) {
    const from = before;
    const told = (done: number) => {
      onSent(from + done);
    };
    sent.push(await sendFile(at, each, told, signal));
    before += each.file.size;
    onSent(before);
  }
  return sent;
}

export const inspectFiles = (at: AppRef, files: readonly SentFile[], variant?: string) =>
  request<ModelProposal>(`${modelsPath(at)}/inspect`, {
    method: 'POST',
    json: { files, ...(variant && { variant }) },
  });
export const answerQuestions = (at: AppRef, proposal: string, answers: ModelAnswers) =>
  request<ModelProposal>(`${modelsPath(at)}/inspect`, {
    method: 'POST',
    json: { proposal, answers },
  });

function trialForm(given: ModelInput): FormData {
  const form = new FormData();
  if ('text' in given) form.append('text', given.text);
  else form.append('file', given.file, given.name);
  return form;
}

export function tryProposal(
  at: AppRef,
  proposal: string,
  answers: ModelAnswers,
  given: ModelInput,
): Promise<ModelTrial> {
  const form = trialForm(given);
  form.append('proposal', proposal);
  form.append('answers', JSON.stringify(answers));
  return request(`${modelsPath(at)}/try`, { method: 'POST', form });
}

export function tryModel(
  at: AppRef,
  model: string,
  version: string,
  given: ModelInput,
): Promise<ModelTrial> {
  const form = trialForm(given);
  form.append('version', version);
  return request(`${modelPath(at, model)}/try`, { method: 'POST', form });
}

/** The bytes of a stored file, to try a model on. */
export async function fetchBlob(at: AppRef, sha256: string): Promise<Blob> {
  const answer = await fetch(blobUrl(at, sha256), { credentials: 'same-origin' });
  if (!answer.ok)
    throw new ApiError(answer.status, {
      code: 'not_found',
      message: 'The sample could not be read. Choose another one.',
    });
  return answer.blob();
}

export const useOwnModels = (at: AppRef) =>
  useQuery({
    queryKey: modelKeys.own(at),
    queryFn: async () => (await request<{ models: ModelCard[] }>(modelsPath(at))).models,
  });
export const useModel = (at: AppRef, model: string) =>
  useQuery({
    queryKey: modelKeys.one(at, model),
    queryFn: () => request<ModelDetails>(modelPath(at, model)),
  });

/** A write, after which every list of models is asked for again. */
function useWrite<Given, Answer>(send: (given: Given) => Promise<Answer>) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: () => cache.invalidateQueries({ queryKey: modelKeys.all }),
  });
}

export const useKeepModel = (at: AppRef) =>
  useWrite((body: { proposal: string; answers: ModelAnswers; model?: string }) =>
    request<ModelDetails>(modelsPath(at), { method: 'POST', json: body }),
  );
export const useChangeModel = (at: AppRef, model: string) =>
  useWrite((body: { title?: string; description?: string }) =>
    request<ModelDetails>(modelPath(at, model), { method: 'PATCH', json: body }),
  );

/** Its own page is not asked for again: it is gone. */
export function useDeleteModel(at: AppRef, model: string) {
  const cache = useQueryClient();
  const gone = modelKeys.one(at, model).join('/');
  return useMutation({
    mutationFn: () => request<undefined>(modelPath(at, model), { method: 'DELETE' }),
    onSuccess: () =>
      cache.invalidateQueries({
        queryKey: modelKeys.all,
        predicate: ({ queryKey }) => queryKey.join('/') !== gone,
      }),
  });
}
