import { lazy, Suspense, useState } from 'react';
import type { WorkflowRef } from '../../api/client';
import type { GraphDocument, Workflow } from '../../api/types';
import { Button } from '../../ui/Button';

const ShareDialog = lazy(async () => ({ default: (await import('./ShareDialog')).ShareDialog }));

interface ShareButtonProps {
  at: WorkflowRef;
  workflow: Workflow;
  graph: GraphDocument | undefined;
}

export function ShareButton({ at, workflow, graph }: ShareButtonProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        onClick={() => {
          setOpen(true);
        }}
      >
        Share
      </Button>
      {open && (
        <Suspense fallback={null}>
          <ShareDialog
            {...{ at, workflow, graph }}
            onClose={() => {
              setOpen(false);
            }}
          />
        </Suspense>
      )}
    </>
  );
}
