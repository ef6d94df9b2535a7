import { memo, useMemo } from 'react';
import type { AppRef } from '../../../api/client';
import type { GraphDocument, PortOutputs, Run } from '../../../api/types';
import { problemWords } from '../../../graph/problemWords';
import { Preview } from '../../../previews/Preview';
import { pictureFor } from '../../../previews/pictureFor';
import { readTexts } from '../../../previews/readTexts';
import { classes } from '../../../ui/classes';
import { type Cell, type Column, cellOf } from './columns';

interface CellProps {
  at: AppRef;
  graph: GraphDocument;
  run: Run;
  node: string;
  column: Column;
}
interface GridCellProps extends CellProps {
  title: string;
  /** the one cell that Tab reaches */
  current: boolean;
  onFocus: () => void;
  onOpen: () => void;
  /** what people call a node */
  nameOf: (node: string) => string;
}

const SmallOutput = memo(function SmallOutput({
  at,
  graph,
  run,
  node,
  index,
  ports,
}: Omit<CellProps, 'column'> & { index: number; ports: PortOutputs }) {
  const picture = useMemo(
    () => pictureFor(graph, run.outputs, run.inputs, node, index),
    [graph, run.outputs, run.inputs, node, index],
  );
  const [first] = readTexts(ports);
  if (!first) return null;
  return <Preview tree={first.tree} marks={first.marks} picture={picture} app={at} size="node" />;
});

function words(cell: Cell, nameOf: GridCellProps['nameOf']): string {
  if (cell.state === 'waiting') return cell.words;
  return cell.error ? problemWords(cell.error, nameOf) : '';
}

export function GridCell({ title, current, onFocus, onOpen, nameOf, ...about }: GridCellProps) {
  const { run, node, column } = about;
  const cell = cellOf(run, node, column);
  const said = words(cell, nameOf);
  return (
    <td
      className={classes('batch-cell', cell.state !== 'done' && cell.state)}
      data-state={cell.state === 'done' && cell.error ? 'failed' : cell.state}
      tabIndex={current ? 0 : -1}
      aria-label={said ? `${title}: ${said}` : undefined}
      onFocus={onFocus}
      onClick={onOpen}
    >
      {cell.state === 'done' && !cell.error && column.input ? (
        <SmallOutput {...about} index={column.input.index} ports={cell.ports} />
      ) : (
        <p title={said}>{said}</p>
      )}
    </td>
  );
}
