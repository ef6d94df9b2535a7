import { Eye } from 'lucide-react';
import { Link } from 'react-router';
import type { RestoreSource } from '../../api/history';
import { useScene } from '../../commands/scene';
import { useEditor, type Viewing } from '../../store/editor';
import { Button } from '../../ui/Button';

function nameOf(viewing: Viewing): string {
  switch (viewing.kind) {
    case 'version':
      return `v${viewing.number}`;
    case 'run':
      return `run ${viewing.run.number}`;
    case 'kept':
      return 'a draft set aside';
  }
}

function sourceOf({ kind, id }: Viewing): RestoreSource {
  if (kind === 'version') return { version: id };
  return kind === 'run' ? { run: id } : { kept: id };
}

function detailOf(viewing: Viewing): string {
  if (viewing.kind !== 'run') return viewing.name && ` ${viewing.name}`;
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
    const graph = viewing.kind === 'run' ? `the graph of ${nameOf(viewing)}` : nameOf(viewing);
    await restoreAsDraft(editor, gesture, sourceOf(viewing), graph);
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
