import { useNavigate } from 'react-router';
import type { AppRef } from '../../api/client';
import { problemOf } from '../../api/problem';
import { useCatalogue, useCreateWorkflow } from '../../api/queries';
import type { GraphInput, ModelDetails, OperatorCard } from '../../api/types';
import { placeModelIn } from '../../commands/placeModel';
import { Button } from '../../ui/Button';

const TAKEN = ['image', 'video', 'audio', 'text'] as const;

/** What the workflow has to take for the operator: the first kind that a person can give. */
function inputFor(operator: OperatorCard): GraphInput | undefined {
  const kinds = operator.inputs.filter(({ required }) => required).flatMap(({ kinds: all }) => all);
  const kind = TAKEN.find((each) => kinds.includes(each));
  return kind && { name: kind, type: kind };
}

interface NewWithProps {
  at: AppRef;
  model: ModelDetails;
  /** runs it */
  operator: OperatorCard | undefined;
}

/** A workflow of one node, wired and with this model, to go on from. */
export function NewWith({ at, model, operator }: NewWithProps) {
  const navigate = useNavigate();
  const { data: catalogue } = useCatalogue();
  const create = useCreateWorkflow(at);
  const input = operator && inputFor(operator);
  if (!operator || !input || !catalogue) return null;
  const start = () => {
    const empty = {
      graph: { schema: 1 as const, inputs: [input], nodes: [] },
      layout: { nodes: { IN: { x: 0, y: 0 } } },
    };
    const made = placeModelIn(empty, catalogue, operator, model, { x: 320, y: 0 });
    create.mutate(
      { name: `With ${model.title}`.slice(0, 80), ...made[0] },
      { onSuccess: ({ id }) => void navigate(`/apps/${at.user}/${at.app}/workflows/${id}/edit`) },
    );
  };
  return (
    <>
      <Button look="primary" disabled={create.isPending} onClick={start}>
        {create.isPending ? 'Creating workflow' : 'New workflow with this model'}
      </Button>
      {create.error && (
        <p className="field-note bad" role="alert">
          {problemOf(create.error).message}
        </p>
      )}
    </>
  );
}
