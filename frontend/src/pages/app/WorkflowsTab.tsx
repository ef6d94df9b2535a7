import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { AppRef } from '../../api/client';
import { useWorkflows } from '../../api/queries';
import type { Incoming } from '../../graph/exchange/translator';
import { Button } from '../../ui/Button';
import { classes } from '../../ui/classes';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorNote } from '../../ui/ErrorNote';
import { count } from '../../ui/format';
import { Loading } from '../frame/Loading';
import { NewWorkflowDialog } from './NewWorkflowDialog';
import { readIncoming } from './readIncoming';
import { useFileDrop } from './useFileDrop';
import { WorkflowLine } from './WorkflowLine';

export function WorkflowsTab({ at }: { at: AppRef }) {
  const workflows = useWorkflows(at);
  const [creating, setCreating] = useState(false);
  const [dropped, setDropped] = useState<Incoming>();
  const { over, ...target } = useFileDrop((file) => {
    void readIncoming(at, file).then((found) => {
      setDropped(found);
      setCreating(true);
    });
  });
  const create = (
    <Button
      look="primary"
      onClick={() => {
        setCreating(true);
      }}
    >
      <Plus aria-hidden />
      New workflow
    </Button>
  );
  return (
    <div className={classes('workflows-tab', over && 'over')} {...target}>
      <div className="tab-head">
        <span className="muted">{workflows.data && count(workflows.data.length, 'workflow')}</span>
        <span className="spread" />
        {create}
      </div>
      {workflows.error && (
        <ErrorNote
          title="The workflows did not load"
          error={workflows.error}
          onRetry={() => void workflows.refetch()}
        />
      )}
      {workflows.isPending && <Loading what="workflows" />}
      {workflows.data?.length === 0 && (
        <div className="card">
          <EmptyState title="Build the first workflow of this app" action={create}>
            Start blank on the canvas, then add nodes and wire them.
          </EmptyState>
        </div>
      )}
      {workflows.data && workflows.data.length > 0 && (
        <ul className="card workflow-lines">
          {workflows.data.map((workflow) => (
            <WorkflowLine key={workflow.id} at={at} workflow={workflow} />
          ))}
        </ul>
      )}
      {creating && (
        <NewWorkflowDialog
          at={at}
          ready={workflows.data ?? []}
          {...(dropped && { dropped })}
          onClose={() => {
            setCreating(false);
            setDropped(undefined);
          }}
        />
      )}
    </div>
  );
}
