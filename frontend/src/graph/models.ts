/** Which model of the catalogue a node means, and how a choice is written down. */
import type { ModelCard, ModelRef } from '../api/types';

/** The catalogue every app can use; its models need no address. */
const SHARED = { user: 'weft', app: 'models' };

interface AppAddress {
  user: string;
  app: string;
}

function isShared({ user, app }: AppAddress): boolean {
  return user === SHARED.user && app === SHARED.app;
}

/** The card a reference means for a graph of the app `at`: its own models first, then shared ones. */
export function findModel(
  models: readonly ModelCard[],
  ref: ModelRef | undefined,
  at: AppAddress,
): ModelCard | undefined {
  if (!ref) return undefined;
  const named = models.filter(
    (model) =>
      model.id === ref.id &&
      (ref.user === undefined || model.user === ref.user) &&
      (ref.app === undefined || model.app === ref.app),
  );
  const own = named.find((model) => model.user === at.user && model.app === at.app);
  return own ?? named.find(isShared);
}

/**
 * How a node refers to a model: shared ones by id alone, others with their app. The server pins the newest
 * version when the graph is saved, so only an older one is named.
 */
export function refTo(
  models: readonly ModelCard[],
  { user, app, id }: ModelCard,
  version?: string,
): ModelRef {
  const hasNamesake = models.some((other) => other.id === id && !isShared(other));
  const address = isShared({ user, app }) && !hasNamesake ? {} : { user, app };
  return { id, ...address, ...(version ? { version } : {}) };
}

/** A model's versions, newest first. */
export function newestFirst({ versions }: ModelCard): ModelCard['versions'] {
  return [...versions].sort((a, b) => b.number - a.number);
}

/** The number people know a pinned version by; undefined when it is not pinned or not known. */
export function versionNumber(
  model: ModelCard | undefined,
  ref: ModelRef | undefined,
): number | undefined {
  return model?.versions.find((version) => version.id === ref?.version)?.number;
}
