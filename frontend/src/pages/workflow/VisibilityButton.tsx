import { Globe, Lock } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { WorkflowRef } from '../../api/client';
import type { Workflow } from '../../api/types';
import { Button } from '../../ui/Button';

const VisibilityDialog = lazy(async () => ({
  default: (await import('./VisibilityDialog')).VisibilityDialog,
}));

/** Says who may read and run the workflow; opens the question who may. */
export function VisibilityButton({ at, workflow }: { at: WorkflowRef; workflow: Workflow }) {
  const [open, setOpen] = useState(false);
  const isPublic = workflow.visibility === 'public';
  return (
    <>
      <Button
        title="Who may read and run this workflow"
        onClick={() => {
          setOpen(true);
        }}
      >
        {isPublic ? <Globe aria-hidden /> : <Lock aria-hidden />}
        {isPublic ? 'Public' : 'Private'}
      </Button>
      {open && (
        <Suspense fallback={null}>
          <VisibilityDialog
            {...{ at, workflow }}
            onClose={() => {
              setOpen(false);
            }}
          />
        </Suspense>
      )}
    </>
  );
}
