/** What is dropped on the canvas: operators from the palette, also into a wire that they fit; files to import. */
import { type DragEvent, useCallback, useMemo } from 'react';
import { addIntoWire, addOperator, OPERATOR_DRAG_TYPE } from '../commands/addOperator';
import { useScene } from '../commands/scene';
import { insertNode } from '../graph/insert';
import { findCard, type Wire, wiresOf } from '../graph/ports';
import { wireAt } from './wireAt';

const DROP_OFFSET = { x: 110, y: 24 };

export function useOperatorDrop() {
  const scene = useScene();
  const { editor, gesture, view } = scene;

  const findWire = useCallback(
    (id: string | null): Wire | undefined =>
      id === null
        ? undefined
        : wiresOf(editor.getState().document.graph).find((wire) => wire.id === id),
    [editor],
  );

  const onDragOver = useCallback(
    (event: DragEvent) => {
      if (event.dataTransfer.types.includes('Files')) event.preventDefault();
      if (!event.dataTransfer.types.includes(OPERATOR_DRAG_TYPE)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
      const { dragged, overWire, hoverWire } = gesture.getState();
      const { catalogue, document: now } = editor.getState();
      const card = dragged === null ? undefined : findCard(catalogue, dragged);
      const wire = findWire(wireAt(event.clientX, event.clientY));
      const fits = card && wire && insertNode(now, catalogue, card, { x: 0, y: 0 }, wire);
      const next = fits ? wire.id : null;
      if (next !== overWire) hoverWire(next);
    },
    [editor, gesture, findWire],
  );

  const onDrop = useCallback(
    (event: DragEvent) => {
      const files = [...event.dataTransfer.files];
      if (files.length > 0) {
        event.preventDefault();
        // Folders can only be asked for while the event lasts.
        const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry());
        const place = view.toGraph({ x: event.clientX, y: event.clientY });
        void import('./dropFiles').then(({ dropFiles }) => dropFiles(scene, files, entries, place));
        return;
      }
      const operator = event.dataTransfer.getData(OPERATOR_DRAG_TYPE);
      const card = findCard(editor.getState().catalogue, operator);
      gesture.getState().drag(null);
      if (!card) return;
      event.preventDefault();
      const { x, y } = view.toGraph({ x: event.clientX, y: event.clientY });
      const place = { x: x - DROP_OFFSET.x, y: y - DROP_OFFSET.y };
      const wire = findWire(wireAt(event.clientX, event.clientY));
      if (wire) addIntoWire(scene, card, place, wire);
      else addOperator(scene, card, place);
    },
    [editor, gesture, view, scene, findWire],
  );

  return useMemo(() => ({ onDragOver, onDrop }), [onDragOver, onDrop]);
}
