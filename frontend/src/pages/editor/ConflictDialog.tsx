import { diff } from '../../graph/diff';
import { summarise } from '../../graph/summarise';
import type { EditorStore } from '../../store/editor';
import { useEditor } from '../../store/editor';
import { Button } from '../../ui/Button';
import { Dialog, DialogActions } from '../../ui/Dialog';

/** The draft was saved elsewhere meanwhile: whose shall stay? */
export function ConflictDialog({
  editor,
  onKeepMine,
}: {
  editor: EditorStore;
  onKeepMine: () => void;
}) {
  const save = useEditor((state) => state.save);
  const mine = useEditor((state) => state.document.graph);
  if (save.kind !== 'conflict') return null;
  const { theirs } = save;
  const difference = summarise(diff(theirs.graph, mine)) || 'only places of nodes';
  return (
    <Dialog
      open
      onOpenChange={() => undefined}
      title="This draft was changed elsewhere"
      hint="Another window or person saved it after you opened it. Choose which one stays."
    >
      <p className="dialog-text">
        Yours differs from theirs by: {difference}. After loading theirs, undo brings yours back.
      </p>
      <DialogActions>
        <Button
          onClick={() => {
            editor.getState().load(theirs);
          }}
        >
          Load theirs
        </Button>
        <Button look="primary" onClick={onKeepMine}>
          Keep mine
        </Button>
      </DialogActions>
    </Dialog>
  );
}
