import './panels.css';
import './VersionsPanel.css';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { listVersionPages } from '../api/history';
import { keys } from '../api/queries';
import { useEditor } from '../store/editor';
import { Button } from '../ui/Button';
import { ErrorNote } from '../ui/ErrorNote';
import { KeptDrafts } from './KeptDrafts';
import { VersionRowItem } from './VersionRowItem';

/** Every saved version, newest first. Choosing one shows it read only; the draft stays as it is. */
export function VersionsPanel({ onChosen }: { onChosen?: () => void }) {
  const ref = useEditor((state) => state.workflow);
  const viewing = useEditor((state) => state.viewing?.id ?? null);
  const view = useEditor((state) => state.view);
  const [pages, setPages] = useState(1);
  const list = useQuery({
    queryKey: [...keys.workflow(ref), 'versions', pages],
    queryFn: () => listVersionPages(ref, pages),
    placeholderData: (before) => before,
  });
  const versions = list.data?.versions ?? [];
  const home = `/apps/${ref.user}/${ref.app}/workflows/${ref.workflow}`;
  return (
    <section className="panel versions" aria-label="Versions">
      <header className="versions-head">
        <h3>Versions</h3>
        {versions.length > 0 && (
          <Link className="btn quiet small" to={`${home}/compare`}>
            Compare versions
          </Link>
        )}
      </header>
      <ol>
        <li>
          <button
            type="button"
            className="version draft"
            aria-current={viewing === null}
            onClick={() => {
              view(null);
            }}
          >
            <b>Draft</b>
            <span className="end">saved as you work</span>
          </button>
        </li>
        {versions.map((row, index) => (
          <VersionRowItem
            key={row.id}
            row={row}
            before={versions[index + 1] ?? null}
            onChosen={onChosen}
          />
        ))}
      </ol>
      {list.data && <KeptDrafts kept={list.data.kept} onChosen={onChosen} />}
      {typeof list.data?.next === 'number' && (
        <Button
          size="small"
          className="versions-more"
          disabled={list.isFetching}
          onClick={() => {
            setPages(pages + 1);
          }}
        >
          Show earlier versions
        </Button>
      )}
      {list.isError && (
        <ErrorNote
          title="The versions did not load"
          error={list.error}
          onRetry={() => void list.refetch()}
        />
      )}
      {list.data && versions.length === 0 && (
        <p className="panel-empty">
          No version yet. Save the workflow to keep this graph for good.
        </p>
      )}
    </section>
  );
}
