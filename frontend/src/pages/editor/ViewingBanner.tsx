import { Eye } from 'lucide-react';
import { Link } from 'react-router';
import { useScene } from '../../commands/scene';
import { useEditor, type Viewing } from '../../store/editor';
import { Button } from '../../ui/Button';

function nameOf(viewing: Viewing): string {
  return viewing.kind === 'version' ? `v${viewing.number}` : `run ${viewing.run.number}`;
}

function detailOf(viewing: Viewing): string {
  if (viewing.kind === 'version') return viewing.name && ` ${viewing.name}`;
  const { version_number: version } = viewing.run;
  return version === null ? ' of a draft' : ` of v${version}`;
}

/** Above the canvas while an old version or a run is on it. */
export function ViewingBanner() {
  const { editor, gesture } = useScene();
  const viewing = useEditor((state) => state.viewing);
  const { user, app, workflow } = useEditor((state) => state.workflow);
  if (!viewing) return null;
  const restore = async () => {
    const { restoreAsDraft } = await import('../../commands/restore');
    const source = viewing.kind === 'version' ? { version: viewing.id } : { run: viewing.id };
    const graph = viewing.kind === 'version' ? nameOf(viewing) : `the graph of ${nameOf(viewing)}`;
    await restoreAsDraft(editor, gesture, source, graph);
  };
  return (
    <div className="viewing-banner" role="status">
      <Eye aria-hidden />
      <span className="viewing-words">
        Viewing <b>{nameOf(viewing)}</b>
        {detailOf(viewing)} · read only
      </span>
      <span className="spread" />
      {viewing.kind === 'run' && (
        <Link
          className="btn quiet small wide-only"
          to={`/apps/${user}/${app}/workflows/${workflow}/runs/${viewing.id}`}
        >
          Open on its page
        </Link>
      )}
      <Button size="small" className="wide-only" onClick={() => void restore()}>
        Restore as draft
      </Button>
      <Button
        size="small"
        look="primary"
        onClick={() => {
          editor.getState().view(null);
        }}
      >
        Back to draft
      </Button>
    </div>
  );
}
