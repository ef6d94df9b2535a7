import { type ComponentType, lazy, type ReactNode, Suspense } from 'react';

const LATEST_MS = 2000;

/** Once the page has nothing better to do; browsers without that notion wait for a moment. */
export function whenIdle(act: () => void): void {
  if (typeof window.requestIdleCallback === 'function')
    window.requestIdleCallback(act, { timeout: LATEST_MS });
  else setTimeout(act, LATEST_MS);
}

/** Something fetched after the first paint, or at once when it is asked for before. */
export function soon<Module>(load: () => Promise<Module>): () => Promise<Module> {
  if (typeof document !== 'undefined')
    whenIdle(() => {
      load().catch(() => undefined);
    });
  return load;
}

interface Options {
  /** fetch it after the first paint, so that it is there when it is asked for */
  soon?: boolean;
  /** keeps the place while it comes */
  fallback?: ReactNode;
}

/** A component that is not part of the first load. Whoever uses it need not know: it waits by itself. */
export function lazily<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  { soon: early = true, fallback = null }: Options = {},
): ComponentType<Props> {
  const Late = lazy(async () => ({ default: await load() }));
  if (early) soon(load);
  return function Lazily(props: Props) {
    return (
      <Suspense fallback={fallback}>
        <Late {...props} />
      </Suspense>
    );
  };
}
