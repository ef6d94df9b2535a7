import { Link } from 'react-router';
import type { AppCard } from '../../api/types';
import { ago, count } from '../../ui/format';
import { PortDot } from '../../ui/PortDot';
import { RunChip } from '../../ui/RunChip';
import { Thumbnail } from '../frame/Thumbnail';

export function AppTile({ app }: { app: AppCard }) {
  return (
    <li>
      <Link to={`/apps/${app.user}/${app.id}`} className="card app-tile">
        <Thumbnail of={app.thumbnail} />
        <div className="app-words">
          <h2>{app.name}</h2>
          <p>
            <PortDot kind={app.input_type} size={9} /> {app.input_type} ·{' '}
            {count(app.workflow_count, 'workflow')}
          </p>
          <p className="app-run">
            {app.last_run ? (
              <>
                Last run {ago(app.last_run.created_at)} <RunChip status={app.last_run.status} />
              </>
            ) : (
              'Not run yet'
            )}
          </p>
        </div>
      </Link>
    </li>
  );
}
