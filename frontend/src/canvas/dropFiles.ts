import type { CommandScene } from '../commands/command';
import { takeFiles } from '../commands/takeIn';
import type { Point } from '../graph/document';
import { filesIn } from '../ui/droppedFiles';

/** Files or folders that were let go over a point of the graph. */
export async function dropFiles(
  scene: CommandScene,
  files: readonly File[],
  entries: readonly (FileSystemEntry | null)[],
  place: Point,
): Promise<void> {
  await takeFiles(scene, await filesIn(files, entries), place);
}
