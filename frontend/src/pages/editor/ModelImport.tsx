import { placeModel } from '../../commands/placeModel';
import { useScene } from '../../commands/scene';
import { useEditor } from '../../store/editor';
import { type IncomingModel, useGesture } from '../../store/gesture';
import { ImportModelDialog } from '../models/ImportModelDialog';

/** A model dropped on the canvas: once it is kept, a node with it stands where it was dropped. */
export function ModelImport({ incoming }: { incoming: IncomingModel }) {
  const scene = useScene();
  const at = useEditor((state) => state.workflow);
  const receive = useGesture((state) => state.receive);
  const close = () => {
    receive(null);
  };
  return (
    <ImportModelDialog
      at={at}
      files={incoming.files}
      onKept={(kept, proposal) => {
        close();
        placeModel(scene, kept, proposal.operators, incoming);
      }}
      onClose={close}
    />
  );
}
