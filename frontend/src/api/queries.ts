/** TanStack Query hooks over client.ts. Server data lives here; runs live in store/run.ts. */
import {
  QueryClient,
  skipToken,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type { AppRef, WorkflowRef } from './client';
import * as client from './client';
import { ApiError } from './problem';

const SECOND = 1000;

/** An answer that says no is final; only silence and server faults are worth another try. */
function worthRetrying(failures: number, error: unknown): boolean {
  const final = error instanceof ApiError && error.status >= 400 && error.status < 500;
  return !final && failures < 2;
}

export const queryClient = new QueryClient({
  defaultOptions: { queries: { retry: worthRetrying, staleTime: 10 * SECOND } },
});

export const keys = {
  me: ['me'] as const,
  catalogue: ['catalogue'] as const,
  apps: ['apps'] as const,
  app: (ref: AppRef) => ['app', ref.user, ref.app] as const,
  samples: (ref: AppRef) => ['app', ref.user, ref.app, 'samples'] as const,
  workflows: (ref: AppRef) => ['app', ref.user, ref.app, 'workflows'] as const,
  workflow: (ref: WorkflowRef) => [...keys.workflows(ref), ref.workflow] as const,
  version: (ref: WorkflowRef, version: string) =>
    [...keys.workflow(ref), 'version', version] as const,
  runs: (ref: WorkflowRef) => [...keys.workflow(ref), 'runs'] as const,
  pins: (ref: WorkflowRef) => [...keys.workflow(ref), 'pins'] as const,
  draft: (ref: WorkflowRef) => [...keys.workflow(ref), 'draft'] as const,
  models: (filter: { app?: string; search?: string }) => ['models', filter] as const,
  tokens: ['tokens'] as const,
  templates: ['templates'] as const,
};

export const useMe = () =>
  useQuery({ queryKey: keys.me, queryFn: client.getMe, staleTime: 300 * SECOND });

export const useCatalogue = () =>
  useQuery({ queryKey: keys.catalogue, queryFn: client.getCatalogue, staleTime: Infinity });

export const useApps = () => useQuery({ queryKey: keys.apps, queryFn: client.listApps });

export const useApp = (ref: AppRef) =>
  useQuery({ queryKey: keys.app(ref), queryFn: () => client.getApp(ref) });

export const useSamples = (ref: AppRef | WorkflowRef) =>
  useQuery({
    queryKey: [...keys.samples(ref), 'workflow' in ref ? ref.workflow : ''],
    queryFn: () => client.listSamples(ref),
    staleTime: 300 * SECOND,
  });

export const useWorkflows = (ref: AppRef) =>
  useQuery({ queryKey: keys.workflows(ref), queryFn: () => client.listWorkflows(ref) });

export const useWorkflow = (ref: WorkflowRef, exists = true) =>
  useQuery({
    queryKey: keys.workflow(ref),
    queryFn: exists ? () => client.getWorkflow(ref) : skipToken,
  });

/** A version never changes its graph, so it is fetched once. */
export const useVersion = (ref: WorkflowRef, version: string | undefined) =>
  useQuery({
    queryKey: keys.version(ref, version ?? ''),
    queryFn: version ? () => client.getVersion(ref, version) : skipToken,
    staleTime: Infinity,
  });

export const useRuns = (ref: WorkflowRef) =>
  useQuery({ queryKey: keys.runs(ref), queryFn: () => client.listRuns(ref) });

/** Of the draft; who shows something else does not ask. */
export const usePins = (ref: WorkflowRef, enabled: boolean) =>
  useQuery({
    queryKey: keys.pins(ref),
    queryFn: () => client.listPins(ref),
    staleTime: Infinity,
    enabled,
  });

export const useModels = (filter: { app?: string; search?: string }) =>
  useQuery({ queryKey: keys.models(filter), queryFn: () => client.listModels(filter) });

/** What graphs of an app may use. */
export const useAppModels = ({ user, app }: AppRef) => useModels({ app: `${user}/${app}` });

export const useTokens = () => useQuery({ queryKey: keys.tokens, queryFn: client.listTokens });

export function useCreateApp() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: client.createApp,
    onSuccess: () => cache.invalidateQueries({ queryKey: keys.apps }),
  });
}

export function useCreateWorkflow(ref: AppRef) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: Parameters<typeof client.createWorkflow>[1]) =>
      client.createWorkflow(ref, body),
    onSuccess: async (_, { template }) => {
      // A template brings its samples along.
      if (template) await cache.invalidateQueries({ queryKey: keys.samples(ref) });
      await cache.invalidateQueries({ queryKey: keys.workflows(ref) });
    },
  });
}

export const useTemplates = () =>
  useQuery({
    queryKey: keys.templates,
    queryFn: client.listTemplates,
    staleTime: 300 * SECOND,
  });

export function usePublishVersion(ref: WorkflowRef) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (version: string) => client.publishVersion(ref, version),
    onSuccess: (workflow) => {
      cache.setQueryData(keys.workflow(ref), workflow);
      return cache.invalidateQueries({ queryKey: keys.workflows(ref), exact: true });
    },
  });
}

export function useCreateToken() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: client.createToken,
    onSuccess: () => cache.invalidateQueries({ queryKey: keys.tokens }),
  });
}
