/** Shared by the commands that line up what is selected. */
import { type Alignment, align } from '../../graph/align';
import { type Box, boxesOf, isGroup, moveAll } from '../../graph/annotations';
import { type CommandScene, isEditable } from '../command';

function chosenBoxes({ editor, view }: CommandScene): Map<string, Box> {
  const { document, selectedNodes, selectedNotes } = editor.getState();
  const chosen = new Set([...selectedNodes, ...selectedNotes]);
  const boxes = [...boxesOf(document, view.sizes())];
  return new Map(boxes.filter(([id]) => chosen.has(id) && !isGroup(id)));
}

export function canAlign(scene: CommandScene, least: number): boolean {
  const { selectedNodes, selectedNotes } = scene.editor.getState();
  return isEditable(scene) && selectedNodes.size + selectedNotes.size >= least;
}

export function alignSelection(scene: CommandScene, how: Alignment): void {
  const boxes = chosenBoxes(scene);
  const sizes = scene.view.sizes();
  scene.editor.getState().change((now) => moveAll(now, now, align(boxes, how), sizes));
}
