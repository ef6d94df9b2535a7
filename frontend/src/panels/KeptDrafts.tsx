import { useQueryClient } from '@tanstack/react-query';
import { forgetKept } from '../api/history';
import { problemOf } from '../api/problem';
import { keys } from '../api/queries';
import type { KeptDraft } from '../api/types';
import { restoreAsDraft } from '../commands/restore';
import { useScene } from '../commands/scene';
import { Button } from '../ui/Button';
import { ago, count } from '../ui/format';
import { GraphThumbnail } from '../ui/GraphThumbnail';

/** Drafts that were set aside before something was restored, as they could not be versions. */
export function KeptDrafts({ kept }: { kept: readonly KeptDraft[] }) {
  const { editor, gesture } = useScene();
  const cache = useQueryClient();
  const ref = editor.getState().workflow;
  const forget = async (row: KeptDraft) => {
    try {
      await forgetKept(ref, row.id);
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
          <li key={row.id} className="version-item">
            <div className="version">
              <span className="version-picture">
                <GraphThumbnail graph={row.thumbnail.graph} layout={row.thumbnail.layout} />
              </span>
              <span className="version-words">
                <span className="version-name">{row.name}</span>
                <span className="version-line faint">
                  {count(row.node_count, 'node')} · {ago(row.created_at)}
                </span>
              </span>
            </div>
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
