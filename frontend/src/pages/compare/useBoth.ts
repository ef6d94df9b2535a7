/** Runs both sides on one input; the two runs are in the address, so that a link shows them again. */
import { useCallback, useState } from 'react';
import { useSearchParams } from 'react-router';
import type { RunSource, WorkflowRef } from '../../api/client';
import { startRun } from '../../store/run';
import type { Side } from './useSides';

export interface Refusal {
  name: string;
  error: unknown;
}

export function useBoth(at: WorkflowRef, before: Side, after: Side) {
  const { user, app, workflow } = at;
  const [params, setParams] = useSearchParams();
  const [starting, setStarting] = useState(false);
  const [refusals, setRefusals] = useState<Refusal[]>([]);
  const start = useCallback(
    async (source: RunSource) => {
      if ('files' in source && source.files.length === 0) return;
      setStarting(true);
      setRefusals([]);
      const sides = [before, after];
      const answers = await Promise.allSettled(
        sides.map((side) => startRun({ user, app, workflow }, side.target, source)),
      );
      const ids = answers.map((answer) => (answer.status === 'fulfilled' ? answer.value.id : null));
      setRefusals(
        answers.flatMap((answer, index) =>
          answer.status === 'rejected'
            ? [{ name: sides[index]?.name ?? '', error: answer.reason as unknown }]
            : [],
        ),
      );
      setStarting(false);
      const [left, right] = ids;
      if (!left || !right) return;
      setParams(
        (now) => {
          now.set('left', left);
          now.set('right', right);
          return now;
        },
        { preventScrollReset: true },
      );
    },
    [user, app, workflow, before, after, setParams],
  );
  return { left: params.get('left'), right: params.get('right'), start, starting, refusals };
}
