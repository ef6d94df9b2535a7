import './batch.css';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { AppRef } from '../../../api/client';
import type { Catalogue, GraphDocument, Layout, Run } from '../../../api/types';
import { nodeName } from '../../../graph/ports';
import { progressUnit } from '../../../graph/progressUnit';
import { NodeStateChip } from '../../../ui/NodeStateChip';
import { BatchBar } from './BatchBar';
import { BigView } from './BigView';
import { ColumnHead } from './ColumnHead';
import { columnsOf, hasFailed } from './columns';
import { GridCell } from './GridCell';

interface BatchGridProps {
  at: AppRef;
  graph: GraphDocument;
  layout: Layout;
  catalogue: Catalogue;
  run: Run;
  /** in graph order */
  nodes: readonly string[];
}
interface Place {
  row: number;
  column: number;
}

const clamp = (value: number, most: number) => Math.max(0, Math.min(most, value));

/** Where a key leads from a cell; undefined for keys that are none of the grid's. */
function placeAfter(key: string, { row, column }: Place, rows: number, columns: number) {
  const to = (r: number, c: number) => ({ row: clamp(r, rows - 1), column: clamp(c, columns - 1) });
  const places: Record<string, Place> = {
    ArrowLeft: to(row, column - 1),
    ArrowRight: to(row, column + 1),
    ArrowUp: to(row - 1, column),
    ArrowDown: to(row + 1, column),
    Home: to(row, 0),
    End: to(row, columns - 1),
    PageUp: to(0, column),
    PageDown: to(rows - 1, column),
  };
  return places[key];
}

/** Every input of a batch in a column, every node in a row; cells fill as they come. */
export function BatchGrid({ at, graph, layout, catalogue, run, nodes }: BatchGridProps) {
  const [failedOnly, setFailedOnly] = useState(false);
  const [place, setPlace] = useState<Place>({ row: 0, column: 0 });
  const [open, setOpen] = useState(false);
  const nameOf = (node: string) => nodeName(graph, catalogue, node, layout);
  const body = useRef<HTMLTableSectionElement>(null);
  const returning = useRef(false);
  const all = columnsOf(run);
  const failed = all.filter((column) => hasFailed(run, column));
  const columns = failedOnly && failed.length > 0 ? failed : all;
  const here = {
    row: clamp(place.row, nodes.length - 1),
    column: clamp(place.column, columns.length - 1),
  };
  const focus = ({ row, column }: Place) => {
    body.current?.rows[row]?.cells[column + 1]?.focus();
  };
  // A dialog that closes gives the focus to where it came from; the walk may have led on since.
  useEffect(() => {
    if (open || !returning.current) return;
    returning.current = false;
    focus(here);
  });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      setOpen(true);
      return;
    }
    const next = placeAfter(event.key, here, nodes.length, columns.length);
    if (!next) return;
    event.preventDefault();
    setPlace(next);
    focus(next);
  };
  const shownNode = nodes[here.row];
  const shownColumn = columns[here.column];
  return (
    <div className="batch">
      <BatchBar
        run={run}
        total={all.length}
        failed={failed.length}
        failedOnly={failedOnly && failed.length > 0}
        onFailedOnly={setFailedOnly}
      />
      <div className="batch-scroll">
        <table role="grid" aria-label="Outputs of every input" aria-readonly>
          <thead>
            <tr>
              <th scope="col" className="batch-corner">
                <span className="visually-hidden">Node</span>
              </th>
              {columns.map((column) => (
                <ColumnHead key={column.key} column={column} at={at} />
              ))}
            </tr>
          </thead>
          <tbody ref={body} onKeyDown={onKeyDown}>
            {nodes.map((node, row) => (
              <tr key={node} id={`output-${node}`} data-testid={`output-${node}`}>
                <th scope="row">
                  <b>{nameOf(node)}</b>
                  <NodeStateChip
                    node={`${node}-output`}
                    state={run.nodes[node]}
                    run={run.status}
                    unit={progressUnit(graph, catalogue, node)}
                    idle="queued"
                  />
                </th>
                {columns.map((column, index) => (
                  <GridCell
                    key={column.key}
                    {...{ at, graph, run, node, column }}
                    title={`${nameOf(node)}, ${column.name}`}
                    nameOf={nameOf}
                    current={row === here.row && index === here.column}
                    onFocus={() => {
                      setPlace({ row, column: index });
                    }}
                    onOpen={() => {
                      setPlace({ row, column: index });
                      setOpen(true);
                    }}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {open && shownNode !== undefined && shownColumn && (
        <BigView
          {...{ at, graph, run, nameOf }}
          node={shownNode}
          column={shownColumn}
          title={nameOf(shownNode)}
          where={`${here.column + 1} of ${columns.length}`}
          onMove={(key) => {
            setPlace(placeAfter(key, here, nodes.length, columns.length) ?? here);
          }}
          onClose={() => {
            returning.current = true;
            setOpen(false);
          }}
        />
      )}
    </div>
  );
}
