/** Connections of an app, the secrets that go with them, and its search indexes. Each throws ApiError. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type AppRef, appPath } from './client';
import { request } from './http';

export type ConnectionKind = 'openai' | 'http' | 'smtp' | 's3' | 'onvif';
/** What nodes may ask of a connection. */
export type Offer =
  | 'chat'
  | 'vision'
  | 'embeddings'
  | 'images'
  | 'speech'
  | 'transcription'
  | 'http'
  | 'smtp'
  | 's3'
  | 'onvif';
export interface Connection {
  name: string;
  kind: ConnectionKind;
  address: string;
  /** the name of a secret */
  secret: string | null;
  offers: Offer[];
  /** the model of nodes that name none, by offer */
  models: Partial<Record<Offer, string>>;
  header?: string;
  scheme?: string;
  security?: 'starttls' | 'tls' | 'none';
  user?: string;
  sender?: string;
  bucket?: string;
  region?: string;
  /** of the access key; its other half is the secret */
  key_id?: string;
}
/** Everything of a secret but the secret. */
export interface Secret {
  name: string;
  /** empty for a short one */
  last_four: string;
  created_at: string;
  changed_at: string;
  used_at: string | null;
  /** the connections that use it */
  connections: string[];
}
export interface SearchIndex {
  name: string;
  count: number;
  dimensions: number;
  created_at: string;
  changed_at: string;
}
export interface Tried {
  ok: boolean;
  message: string;
  ms: number;
  models: string[];
}

const e = encodeURIComponent;
const keyOf = (at: AppRef, what: string) => ['app', at.user, at.app, what] as const;

export const useConnections = (at: AppRef) =>
  useQuery({
    queryKey: keyOf(at, 'connections'),
    queryFn: async () =>
      (await request<{ connections: Connection[] }>(`${appPath(at)}/connections`)).connections,
  });
export const useSecrets = (at: AppRef) =>
  useQuery({
    queryKey: keyOf(at, 'secrets'),
    queryFn: async () => (await request<{ secrets: Secret[] }>(`${appPath(at)}/secrets`)).secrets,
  });
export const useIndexes = (at: AppRef) =>
  useQuery({
    queryKey: keyOf(at, 'indexes'),
    queryFn: async () =>
      (await request<{ indexes: SearchIndex[] }>(`${appPath(at)}/indexes`)).indexes,
  });

/** A write, after which the lists are asked for again. */
function useWrite<Given, Answer = unknown>(
  at: AppRef,
  send: (given: Given) => Promise<Answer>,
  ...lists: string[]
) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: () =>
      Promise.all(lists.map((list) => cache.invalidateQueries({ queryKey: keyOf(at, list) }))),
  });
}

export const useSaveConnection = (at: AppRef, known: boolean) =>
  useWrite(
    at,
    (body: Partial<Connection>) =>
      request<Connection>(`${appPath(at)}/connections${known ? `/${e(body.name ?? '')}` : ''}`, {
        method: known ? 'PUT' : 'POST',
        json: body,
      }),
    'connections',
    'secrets',
  );
export const useDeleteConnection = (at: AppRef) =>
  useWrite(
    at,
    (name: string) => request(`${appPath(at)}/connections/${e(name)}`, { method: 'DELETE' }),
    'connections',
    'secrets',
  );
export const useTryConnection = (at: AppRef) =>
  useWrite(
    at,
    (name: string) =>
      request<Tried>(`${appPath(at)}/connections/${e(name)}/test`, { method: 'POST' }),
    'secrets',
  );
export const useKeepSecret = (at: AppRef, known: boolean) =>
  useWrite(
    at,
    ({ name, value }: { name: string; value: string }) =>
      request<Secret>(`${appPath(at)}/secrets${known ? `/${e(name)}` : ''}`, {
        method: known ? 'PUT' : 'POST',
        json: known ? { value } : { name, value },
      }),
    'secrets',
  );
export const useDeleteSecret = (at: AppRef) =>
  useWrite(
    at,
    (name: string) => request(`${appPath(at)}/secrets/${e(name)}`, { method: 'DELETE' }),
    'secrets',
  );
export const useDeleteIndex = (at: AppRef) =>
  useWrite(
    at,
    (name: string) => request(`${appPath(at)}/indexes/${e(name)}`, { method: 'DELETE' }),
    'indexes',
  );

/** The oldest connection that offers this: the one that a node without a name uses. */
export const offering = (connections: readonly Connection[] | undefined, offer: string) =>
  connections?.filter((each) => each.offers.some((one) => one === offer)) ?? [];
