import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { changeWorkflow } from '../../api/client';
import { problemOf } from '../../api/problem';
import { keys } from '../../api/queries';
import type { Workflow } from '../../api/types';
import { useScene } from '../../commands/scene';
import { useEditor } from '../../store/editor';

/** The workflow's name, changed in place; its id stays. */
export function WorkflowName({ workflow }: { workflow: Workflow | undefined }) {
  const { gesture } = useScene();
  const ref = useEditor((state) => state.workflow);
  const cache = useQueryClient();
  const [typed, setTyped] = useState<string | null>(null);
  const name = workflow?.name ?? ref.workflow;
  const commit = async () => {
    const wanted = typed?.trim();
    setTyped(null);
    if (!workflow || !wanted || wanted === name) return;
    cache.setQueryData(keys.workflow(ref), { ...workflow, name: wanted });
    try {
      await changeWorkflow(ref, { name: wanted });
      await cache.invalidateQueries({ queryKey: keys.workflows(ref) });
    } catch (error) {
      cache.setQueryData(keys.workflow(ref), workflow);
      gesture.getState().tell(`The name was not changed: ${problemOf(error).message}`);
    }
  };
  return (
    <>
      <h1 className="visually-hidden">{name}</h1>
      <span className="workflow-name">
        <span aria-hidden>{typed ?? name}</span>
        <input
          aria-label="Name of the workflow"
          value={typed ?? name}
          maxLength={80}
          onChange={(event) => {
            setTyped(event.target.value);
          }}
          onBlur={() => void commit()}
          onKeyDown={(event) => {
            if (event.key === 'Enter') event.currentTarget.blur();
            if (event.key === 'Escape') setTyped(null);
          }}
        />
      </span>
    </>
  );
}
