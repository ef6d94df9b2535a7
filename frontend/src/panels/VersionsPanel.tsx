import './panels.css';
import './VersionsPanel.css';
import { useWorkflow } from '../api/queries';
import { useEditor } from '../store/editor';
import { Chip } from '../ui/Chip';
import { ErrorNote } from '../ui/ErrorNote';
import { ago, count } from '../ui/format';
import { useShowVersion } from './useShowVersion';

/** Every saved version, newest first. Choosing one shows it read only; the draft stays as it is. */
export function VersionsPanel() {
  const ref = useEditor((state) => state.workflow);
  const viewing = useEditor((state) => state.viewing?.id ?? null);
  const view = useEditor((state) => state.view);
  const basedOn = useEditor((state) => state.basedOn);
  const workflow = useWorkflow(ref);
  const show = useShowVersion();
  const versions = [...(workflow.data?.versions ?? [])].sort((a, b) => b.number - a.number);
  return (
    <section className="panel versions" aria-label="Versions">
      <h3>Versions</h3>
      <ol>
        <li>
          <button
            type="button"
            className="version"
            aria-current={viewing === null}
            onClick={() => {
              view(null);
            }}
          >
            <span className="version-line">
              <b>Draft</b>
              <span className="end">saved as you work</span>
            </span>
          </button>
        </li>
        {versions.map((row) => (
          <li key={row.id}>
            <button
              type="button"
              className="version"
              aria-current={viewing === row.id}
              data-testid={`version-${row.number}`}
              onClick={() => void show(row)}
            >
              <span className="version-line">
                <b>v{row.number}</b>
                <span className="version-name">{row.name}</span>
                {row.published && <Chip tone="ok">published</Chip>}
                {!row.published && row.id === basedOn && <Chip>draft’s base</Chip>}
              </span>
              {row.note && <span className="version-note">{row.note}</span>}
              <span className="version-line faint">
                <span>{row.summary || count(row.node_count, 'node')}</span>
                <span className="end">{ago(row.created_at)}</span>
              </span>
            </button>
          </li>
        ))}
      </ol>
      {workflow.isError && (
        <ErrorNote
          title="The versions did not load"
          error={workflow.error}
          onRetry={() => void workflow.refetch()}
        />
      )}
      {workflow.data && versions.length === 0 && (
        <p className="panel-empty">
          No version yet. Save the workflow to keep this graph for good.
        </p>
      )}
    </section>
  );
}
