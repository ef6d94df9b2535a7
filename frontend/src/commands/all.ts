/** Every command, in the order of the menu and the help sheet. */
import { addNote } from './addNote';
import { alignAcross } from './align/alignAcross';
import { alignBottom } from './align/alignBottom';
import { alignCentre } from './align/alignCentre';
import { alignDown } from './align/alignDown';
import { alignLeft } from './align/alignLeft';
import { alignMiddle } from './align/alignMiddle';
import { alignRight } from './align/alignRight';
import { alignTop } from './align/alignTop';
import { arrange } from './arrange';
import { clearSelection } from './clearSelection';
import type { Command } from './command';
import { commandPalette } from './commandPalette';
import { connectNode } from './connect';
import { copy } from './copy';
import { cut } from './cut';
import { deleteAndHeal } from './deleteAndHeal';
import { deleteSelection } from './deleteSelection';
import { duplicate } from './duplicate';
import { exportClarifai } from './exportClarifai';
import { exportJson } from './exportJson';
import { exportPng } from './exportPng';
import { exportRoboflow } from './exportRoboflow';
import { findNode } from './findNode';
import { fit } from './fit';
import { fitSelection } from './fitSelection';
import { focusSearch } from './focusSearch';
import { groupSelection } from './groupSelection';
import { help } from './help';
import { importFile } from './importFile';
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
import { switchTheme } from './switchTheme';
import { toggleMinimap } from './toggleMinimap';
import { toggleSnap } from './toggleSnap';
import { undo } from './undo';
import { ungroup } from './ungroup';
import { updateWorkflow } from './updateWorkflow';
import { zoomIn } from './zoomIn';
import { zoomOut } from './zoomOut';

/** How several nodes line up; beside the selection they act on, not in the menu. */
export const ALIGNMENTS: readonly Command[] = [
  alignLeft,
  alignCentre,
  alignRight,
  alignTop,
  alignMiddle,
  alignBottom,
  alignAcross,
  alignDown,
];

export interface Section {
  title: string;
  commands: readonly Command[];
}

export const SECTIONS: readonly Section[] = [
  {
    title: 'Run',
    commands: [run, runToHere, rerunFailed, stopRun, pinOutput],
  },
  {
    title: 'Workflow',
    commands: [
      saveVersion,
      updateWorkflow,
      importFile,
      exportJson,
      exportPng,
      exportClarifai,
      exportRoboflow,
    ],
  },
  {
    title: 'Edit',
    commands: [
      undo,
      redo,
      focusSearch,
      connectNode,
      cut,
      copy,
      paste,
      duplicate,
      selectAll,
      deleteSelection,
      deleteAndHeal,
      clearSelection,
    ],
  },
  {
    title: 'Lay out',
    commands: [arrange, addNote, groupSelection, ungroup, toggleSnap, ...ALIGNMENTS],
  },
  {
    title: 'View',
    commands: [
      commandPalette,
      findNode,
      fit,
      fitSelection,
      zoomIn,
      zoomOut,
      resetCanvas,
      toggleMinimap,
      switchTheme,
      help,
    ],
  },
];

export const COMMANDS: readonly Command[] = SECTIONS.flatMap(({ commands }) => commands);
