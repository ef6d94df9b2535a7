import './home/home.css';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useApps } from '../api/queries';
import { Button } from '../ui/Button';
import { EmptyState } from '../ui/EmptyState';
import { ErrorNote } from '../ui/ErrorNote';
import { Loading } from './frame/Loading';
import { useTitle } from './frame/useTitle';
import { Gallery } from './gallery/Gallery';
import { AppTile } from './home/AppTile';
import { FirstVisit } from './home/FirstVisit';
import { NewAppDialog } from './home/NewAppDialog';

export function HomePage() {
  useTitle('Apps');
  const apps = useApps();
  const [creating, setCreating] = useState(false);
  const only = apps.data?.length === 1 ? apps.data[0] : undefined;
  const create = (
    <Button
      look={only ? 'plain' : 'primary'}
      onClick={() => {
        setCreating(true);
      }}
    >
      <Plus aria-hidden />
      New app
    </Button>
  );
  return (
    <>
      <div className="page-head">
        <h1>Apps</h1>
        <span className="spread" />
        {create}
      </div>
      {apps.error && (
        <ErrorNote
          title="The apps did not load"
          error={apps.error}
          onRetry={() => void apps.refetch()}
        />
      )}
      {apps.isPending && <Loading what="apps" />}
      {apps.data?.length === 0 && (
        <EmptyState title="Make an app to begin" action={create}>
          An app holds workflows that work on the same sort of input, such as pictures or texts.
        </EmptyState>
      )}
      {only && <FirstVisit app={only} />}
      <ul className="app-grid">
        {apps.data?.map((app) => (
          <AppTile key={`${app.user}/${app.id}`} app={app} />
        ))}
      </ul>
      {apps.data && apps.data.length > 0 && (
        <div className="home-templates">
          <div className="page-head">
            <h2 className="home-part">Start from a template</h2>
          </div>
          <Gallery search="" />
        </div>
      )}
      <NewAppDialog open={creating} onOpenChange={setCreating} />
    </>
  );
}
