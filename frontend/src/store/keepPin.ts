import type { WorkflowRef } from '../api/client';
import { keys, queryClient } from '../api/queries';
import type { Pin } from '../api/types';

/** Puts a changed pin where every card sees it at once; null takes it away. */
export function keepPin(workflow: WorkflowRef, node: string, pin: Pin | null): void {
  queryClient.setQueryData<Pin[]>(keys.pins(workflow), (before = []) => [
    ...before.filter((each) => each.node !== node),
    ...(pin ? [pin] : []),
  ]);
}
