import { ChevronDown, ChevronLeft, ChevronRight, ChevronUp } from 'lucide-react';
import { useEffect } from 'react';
import type { AppRef } from '../../../api/client';
import type { GraphDocument, Run } from '../../../api/types';
import { problemWords } from '../../../graph/problemWords';
import { ErrorPreview } from '../../../previews/ErrorPreview';
import { mediaFor } from '../../../previews/mediaFor';
import { PortsPreview } from '../../../previews/PortsPreview';
import { pictureFor } from '../../../previews/pictureFor';
import { IconButton } from '../../../ui/Button';
import { Dialog } from '../../../ui/Dialog';
import { type Column, cellOf } from './columns';

interface BigViewProps {
  at: AppRef;
  graph: GraphDocument;
  run: Run;
  node: string;
  column: Column;
  title: string;
  /** what people call a node */
  nameOf: (node: string) => string;
  /** "3 of 32" */
  where: string;
  /** an arrow key's name */
  onMove: (key: string) => void;
  onClose: () => void;
}

/** Controls that arrows move within. */
const TYPED_IN = 'input, textarea, select, [role=slider]';
const WAYS = [
  { key: 'ArrowLeft', label: 'Show input before', Icon: ChevronLeft },
  { key: 'ArrowRight', label: 'Show input after', Icon: ChevronRight },
  { key: 'ArrowUp', label: 'Show node before', Icon: ChevronUp },
  { key: 'ArrowDown', label: 'Show node after', Icon: ChevronDown },
];

/** One cell of the grid in full; arrows walk on from it. */
export function BigView(props: BigViewProps) {
  const { at, graph, run, node, column, title, where, nameOf, onMove, onClose } = props;
  const cell = cellOf(run, node, column);
  // The dialog itself holds the focus at first, so its keys are heard from above.
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.target instanceof HTMLElement && event.target.matches(TYPED_IN)) return;
      if (!WAYS.some((way) => way.key === event.key)) return;
      event.preventDefault();
      onMove(event.key);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => {
      document.removeEventListener('keydown', onKeyDown);
    };
  }, [onMove]);
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={title}
      hint={`${column.name} · ${where}`}
      width={960}
    >
      <div className="batch-big" data-testid="big-view">
        <div className="batch-ways">
          {WAYS.map(({ key, label, Icon }) => (
            <IconButton
              key={key}
              label={label}
              size="small"
              look="plain"
              onClick={() => {
                onMove(key);
              }}
            >
              <Icon aria-hidden />
            </IconButton>
          ))}
        </div>
        {cell.state === 'waiting' && <p className="muted">{cell.words}</p>}
        {cell.state !== 'waiting' && cell.error && (
          <ErrorPreview problem={{ ...cell.error, message: problemWords(cell.error, nameOf) }} />
        )}
        {cell.state === 'done' && column.input && (
          <PortsPreview
            key={`${node} ${column.key}`}
            ports={cell.ports}
            picture={pictureFor(graph, run.outputs, run.inputs, node, column.input.index)}
            app={at}
            media={mediaFor(graph, run.outputs, run.inputs, node, column.input.index)}
          />
        )}
      </div>
    </Dialog>
  );
}
