/** What model ids of other products mean in an app. Each throws ApiError. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type AppRef, appPath } from './client';
import { request } from './http';
import type { ModelAlias } from './types';

const path = (at: AppRef) => `${appPath(at)}/model-aliases`;
const key = ({ user, app }: AppRef) => ['model-aliases', user, app] as const;

export const useModelAliases = (at: AppRef) =>
  useQuery({
    queryKey: key(at),
    queryFn: async () => (await request<{ aliases: ModelAlias[] }>(path(at))).aliases,
  });

function useWrite<Given>(at: AppRef, send: (given: Given) => Promise<unknown>) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: () => cache.invalidateQueries({ queryKey: key(at) }),
  });
}

/** Says what some ids mean from now on, one after the other. */
export const useKeepAliases = (at: AppRef) =>
  useWrite(at, async (meant: readonly { alias: string; model: string }[]) => {
    for (const json of meant) await request<ModelAlias>(path(at), { method: 'PUT', json });
  });

export const useDropAlias = (at: AppRef) =>
  useWrite(at, (alias: string) =>
    request<undefined>(`${path(at)}/${encodeURIComponent(alias)}`, { method: 'DELETE' }),
  );
