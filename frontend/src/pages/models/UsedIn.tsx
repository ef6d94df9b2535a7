import { Link } from 'react-router';
import type { AppRef } from '../../api/client';
import type { ModelDetails, ModelPlace } from '../../api/types';

function placeWords({ where, number }: ModelPlace): string {
  if (where === 'draft') return 'draft';
  return where === 'version' ? `v${number ?? ''}` : `run ${number ?? ''}, not finished`;
}

/** Every workflow with all the places of it that name the model. */
function byWorkflow(places: readonly ModelPlace[]): Map<string, ModelPlace[]> {
  const found = new Map<string, ModelPlace[]>();
  for (const place of places)
    found.set(place.workflow, [...(found.get(place.workflow) ?? []), place]);
  return found;
}

export function UsedIn({ at, model }: { at: AppRef; model: ModelDetails }) {
  const workflows = [...byWorkflow(model.used_in)];
  return (
    <section className="card model-panel" aria-label="Used in">
      <h2>Used in</h2>
      {workflows.length === 0 && <p className="muted">No workflow of this app uses it yet.</p>}
      <ul className="model-places">
        {workflows.map(([workflow, places]) => (
          <li key={workflow}>
            <Link className="link" to={`/apps/${at.user}/${at.app}/workflows/${workflow}`}>
              {places[0]?.name}
            </Link>
            <span>{places.map(placeWords).join(', ')}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
