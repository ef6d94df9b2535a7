import { useQueryClient } from '@tanstack/react-query';
import { forgetKept } from '../api/history';
import { problemOf } from '../api/problem';
import { keys } from '../api/queries';
import type { KeptDraft } from '../api/types';
import { restoreAsDraft } from '../commands/restore';
import { useScene } from '../commands/scene';
import { mainKind } from '../graph/kinds';
import { outputsOf } from '../graph/ports';
import { useEditor } from '../store/editor';
import { Button } from '../ui/Button';
import { ago, count } from '../ui/format';
import { GraphThumbnail } from '../ui/GraphThumbnail';

/** Drafts that were set aside before something was restored, as they could not be versions. */
export function KeptDrafts({
  kept,
  onChosen,
}: {
  kept: readonly KeptDraft[];
  onChosen?: (() => void) | undefined;
}) {
  const { editor, gesture } = useScene();
  const catalogue = useEditor((state) => state.catalogue);
  const viewing = useEditor((state) => state.viewing?.id);
  const cache = useQueryClient();
  const ref = editor.getState().workflow;
  const forget = async (row: KeptDraft) => {
    try {
      await forgetKept(ref, row.id);
      if (viewing === row.id) editor.getState().view(null);
      await cache.invalidateQueries({ queryKey: keys.workflow(ref) });
    } catch (error) {
      gesture.getState().tell('The draft was not deleted.', problemOf(error).message);
    }
  };
  if (kept.length === 0) return null;
  return (
    <>
      <h3>Drafts set aside</h3>
      <ul aria-label="Drafts set aside">
        {kept.map((row) => (
          <li key={row.id} className="version-item" data-current={viewing === row.id}>
            <button
              type="button"
              className="version"
              aria-current={viewing === row.id}
              onClick={() => {
                editor.getState().viewKept(row);
                onChosen?.();
              }}
            >
              <span className="version-picture">
                <GraphThumbnail
                  graph={row.thumbnail.graph}
                  layout={row.thumbnail.layout}
                  kindOf={(node) => mainKind(outputsOf(row.thumbnail.graph, catalogue, node)[0])}
                />
              </span>
              <span className="version-words">
                <span className="version-name">{row.name}</span>
                <span className="version-line faint">
                  {count(row.node_count, 'node')} · {ago(row.created_at)}
                </span>
              </span>
            </button>
            <span className="version-chips">
              <Button
                size="small"
                onClick={() =>
                  void restoreAsDraft(editor, gesture, { kept: row.id }, 'the draft set aside')
                }
              >
                Restore draft
              </Button>
              <Button size="small" look="quiet" onClick={() => void forget(row)}>
                Delete draft
              </Button>
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
