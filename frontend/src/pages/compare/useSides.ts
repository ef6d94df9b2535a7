/** The two sides of a comparison, from the address: a version by id or as `v3`, or the draft. */
import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { getDraft, type RunTarget, type WorkflowRef } from '../../api/client';
import { keys, useVersion } from '../../api/queries';
import type { Workflow } from '../../api/types';
import type { WorkflowDocument } from '../../graph/document';

export const DRAFT = 'draft';

export interface Side {
  key: string;
  /** "v3", "Draft": what stands on its column */
  name: string;
  /** versions by number, the draft after all of them */
  age: number;
  document: WorkflowDocument;
  target: RunTarget;
}

export function sideName(workflow: Workflow, key: string): string {
  const version = workflow.versions.find((each) => each.id === key);
  return version ? `v${version.number}` : 'Draft';
}

/** The id of the version that the address names, `draft`, or null when there is no such side. */
function keyOf(workflow: Workflow, wanted: string | null): string | null {
  if (wanted === DRAFT) return DRAFT;
  const version = workflow.versions.find(
    (each) => each.id === wanted || `v${each.number}` === wanted,
  );
  return version?.id ?? null;
}

/** With nothing said: the newest version and the one before, or the only version and the draft. */
function defaults({ versions }: Workflow): [string, string] {
  const [newest, before] = [...versions].sort((a, b) => b.number - a.number);
  if (newest && before) return [before.id, newest.id];
  return [newest?.id ?? DRAFT, DRAFT];
}

function useSide(at: WorkflowRef, workflow: Workflow, key: string) {
  const isDraft = key === DRAFT;
  const version = useVersion(at, isDraft ? undefined : key);
  const draft = useQuery({
    queryKey: [...keys.workflow(at), 'draft to compare'],
    queryFn: () => getDraft(at),
    enabled: isDraft,
  });
  const found = isDraft ? draft : version;
  const { graph, layout } = found.data ?? {};
  const row = workflow.versions.find((each) => each.id === key);
  const side = useMemo<Side | null>(() => {
    if (!graph || !layout) return null;
    return {
      key,
      name: row ? `v${row.number}` : 'Draft',
      age: row?.number ?? Infinity,
      document: { graph, layout },
      target: row ? { version: row.id } : { graph, layout },
    };
  }, [graph, layout, key, row]);
  return { side, error: found.error, retry: () => void found.refetch() };
}

export function useSides(at: WorkflowRef, workflow: Workflow) {
  const [params, setParams] = useSearchParams();
  const [oldest, newest] = defaults(workflow);
  const from = keyOf(workflow, params.get('from')) ?? oldest;
  const to = keyOf(workflow, params.get('to')) ?? newest;
  const before = useSide(at, workflow, from);
  const after = useSide(at, workflow, to);
  const choose = useCallback(
    (sides: { from: string; to: string }) => {
      setParams(sides);
    },
    [setParams],
  );
  const error: unknown = before.error ?? after.error;
  return {
    from,
    to,
    before: before.side,
    after: after.side,
    error,
    retry: () => {
      before.retry();
      after.retry();
    },
    choose,
  };
}
