import { Eye } from 'lucide-react';
import { useScene } from '../../commands/scene';
import { useEditor } from '../../store/editor';
import { Button } from '../../ui/Button';

/** Above the canvas while an old version is on it. */
export function ViewingBanner() {
  const { editor, gesture } = useScene();
  const viewing = useEditor((state) => state.viewing);
  if (!viewing) return null;
  const restore = () => {
    const { view, change } = editor.getState();
    view(null);
    change(() => ({ graph: viewing.graph, layout: viewing.layout }));
    gesture
      .getState()
      .tell(`The draft is now v${viewing.number}.`, 'Undo brings the former draft back.');
  };
  return (
    <div className="viewing-banner" role="status">
      <Eye aria-hidden />
      <span>
        Viewing <b>v{viewing.number}</b>
        {viewing.name && ` ${viewing.name}`} · read only
      </span>
      <span className="spread" />
      <Button size="small" onClick={restore}>
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
