/** Every command, in the order of the help sheet. */
import { arrange } from './arrange';
import { clearSelection } from './clearSelection';
import type { Command } from './command';
import { copy } from './copy';
import { deleteSelection } from './deleteSelection';
import { duplicate } from './duplicate';
import { fit } from './fit';
import { focusSearch } from './focusSearch';
import { help } from './help';
import { paste } from './paste';
import { pinOutput } from './pinOutput';
import { redo } from './redo';
import { rerunFailed } from './rerunFailed';
import { resetCanvas } from './resetCanvas';
import { run } from './run';
import { runToHere } from './runToHere';
import { saveVersion } from './saveVersion';
import { selectAll } from './selectAll';
import { stopRun } from './stopRun';
import { undo } from './undo';
import { updateWorkflow } from './updateWorkflow';
import { zoomIn } from './zoomIn';
import { zoomOut } from './zoomOut';

export const COMMANDS: readonly Command[] = [
  run,
  runToHere,
  rerunFailed,
  stopRun,
  pinOutput,
  saveVersion,
  updateWorkflow,
  undo,
  redo,
  focusSearch,
  copy,
  paste,
  duplicate,
  selectAll,
  deleteSelection,
  clearSelection,
  arrange,
  fit,
  zoomIn,
  zoomOut,
  resetCanvas,
  help,
];
