import './home/home.css';
import './app/app.css';
import { Link, useNavigate, useParams } from 'react-router';
import { useApp } from '../api/queries';
import { Chip } from '../ui/Chip';
import { ErrorNote } from '../ui/ErrorNote';
import { lazily } from '../ui/lazily';
import { Tabs } from '../ui/Tabs';
import { SettingsTab } from './app/SettingsTab';
import { WorkflowsTab } from './app/WorkflowsTab';
import { Loading } from './frame/Loading';
import { useTitle } from './frame/useTitle';
import { NotFoundPage } from './NotFoundPage';
import { RunsTab } from './run/RunsTab';

const TABS = ['workflows', 'models', 'runs', 'connections', 'settings'];

const ModelsTab = lazily(async () => (await import('./app/ModelsTab')).ModelsTab, {
  soon: false,
  fallback: <Loading what="models" />,
});
const ConnectionsTab = lazily(
  async () => (await import('./app/connections/ConnectionsTab')).ConnectionsTab,
  { soon: false, fallback: <Loading what="connections" /> },
);

export function AppPage() {
  const { user = '', app: id = '', tab = 'workflows' } = useParams();
  const navigate = useNavigate();
  const ref = { user, app: id };
  const app = useApp(ref);
  useTitle(app.data?.name);
  if (!TABS.includes(tab)) return <NotFoundPage />;
  if (app.error) {
    return (
      <ErrorNote
        title="The app did not load"
        error={app.error}
        onRetry={() => void app.refetch()}
      />
    );
  }
  if (!app.data) return <Loading what="the app" />;
  return (
    <>
      <nav className="crumbs" aria-label="Where you are">
        <Link to="/">Apps</Link>
      </nav>
      <div className="page-head">
        <h1>{app.data.name}</h1>
        <Chip>{app.data.input_type}</Chip>
      </div>
      <Tabs
        label="Parts of this app"
        value={tab}
        onChange={(next) =>
          void navigate(`/apps/${user}/${id}${next === 'workflows' ? '' : `/${next}`}`)
        }
        tabs={[
          { id: 'workflows', label: 'Workflows', content: <WorkflowsTab at={ref} /> },
          { id: 'models', label: 'Models', content: <ModelsTab at={ref} /> },
          { id: 'runs', label: 'Runs', content: <RunsTab at={ref} /> },
          { id: 'connections', label: 'Connections', content: <ConnectionsTab at={ref} /> },
          { id: 'settings', label: 'Settings', content: <SettingsTab at={ref} /> },
        ]}
      />
    </>
  );
}
