import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AppRef, WorkflowRef } from '../api/client';
import { listRunPages, type RunFilter } from '../api/history';
import { keys } from '../api/queries';
import { hasEnded } from '../store/fold';

const LIVE_MS = 2000;

/** The runs that fit, a page more at a time; looked at again while some of them are going on. */
export function useRunHistory(at: AppRef | WorkflowRef, filter: RunFilter) {
  const key = JSON.stringify(filter);
  const [asked, setAsked] = useState({ key, pages: 1 });
  const pages = asked.key === key ? asked.pages : 1;
  const base = 'workflow' in at ? keys.runs(at) : [...keys.app(at), 'runs'];
  const found = useQuery({
    queryKey: [...base, filter, pages],
    queryFn: () => listRunPages(at, filter, pages),
    placeholderData: (before) => before,
    refetchInterval: ({ state }) =>
      state.data?.runs.some((run) => !hasEnded(run.status)) ? LIVE_MS : false,
  });
  return {
    ...found,
    runs: found.data?.runs,
    more: found.data?.next
      ? () => {
          setAsked({ key, pages: pages + 1 });
        }
      : null,
  };
}
