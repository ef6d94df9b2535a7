import { useWorkflows } from '../../api/queries';
import type { AppCard } from '../../api/types';
import { LinkButton } from '../../ui/Button';
import { Thumbnail } from '../frame/Thumbnail';

/** The first thing anyone sees: a workflow that already works. */
export function FirstVisit({ app }: { app: AppCard }) {
  const workflows = useWorkflows({ user: app.user, app: app.id });
  const ready =
    workflows.data?.find((workflow) => workflow.published_version) ?? workflows.data?.[0];
  if (!ready) return null;
  return (
    <section className="card first-visit">
      <div>
        <h2>{ready.name}</h2>
        <p>
          {ready.note ||
            `This workflow is ready: give it ${app.input_type === 'text' ? 'a text' : 'a picture'} and watch every node work.`}
        </p>
        <LinkButton look="primary" to={`/apps/${app.user}/${app.id}/workflows/${ready.id}`}>
          Try the workflow
        </LinkButton>
      </div>
      <Thumbnail of={ready.thumbnail} />
    </section>
  );
}
