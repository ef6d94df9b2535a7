import { useCallback, useEffect, useMemo } from 'react';
import type { WorkflowRef } from '../../api/client';
import type { Catalogue } from '../../api/types';
import type { WireEdge } from '../../canvas/FlowEdge';
import { useScene } from '../../commands/scene';
import type { GraphDiff } from '../../graph/diff';
import type { WorkflowDocument } from '../../graph/document';
import { useEditor, type Viewing } from '../../store/editor';
import { ReadCanvas } from '../graph/ReadCanvas';
import { ReadScene } from '../graph/ReadScene';
import { MARKED_EDGES, MARKED_NODES, MarksContext, marksOf } from './marks';

interface CompareCanvasProps {
  at: WorkflowRef;
  catalogue: Catalogue;
  /** names the pair, so that another pair is fitted to the view anew */
  id: string;
  merged: WorkflowDocument;
  changes: GraphDiff;
  chosen: string | null;
  onChoose: (id: string) => void;
}

/** Cards without previews: here the graph is looked at, not its results. */
function compact({ graph, layout }: WorkflowDocument): WorkflowDocument {
  const places = Object.entries(layout.nodes).map(
    ([id, place]) => [id, { ...place, compact: true }] as const,
  );
  return { graph, layout: { ...layout, nodes: Object.fromEntries(places) } };
}

/** The list chooses on the canvas, the canvas in the list. */
function Choice({ chosen, onChoose }: Pick<CompareCanvasProps, 'chosen' | 'onChoose'>) {
  const { editor, view } = useScene();
  const selected = useEditor((state) => [...state.selectedNodes].join('\n'));
  useEffect(() => {
    if (selected && !selected.includes('\n')) onChoose(selected);
  }, [selected, onChoose]);
  useEffect(() => {
    const now = [...editor.getState().selectedNodes];
    if (chosen === null || (now.length === 1 && now[0] === chosen)) return;
    editor.getState().select([chosen]);
    view.reveal(chosen);
  }, [chosen, editor, view]);
  return null;
}

/** Both graphs as one, each node and wire with its sign. */
export function CompareCanvas({
  at,
  catalogue,
  id,
  merged,
  changes,
  chosen,
  onChoose,
}: CompareCanvasProps) {
  const marks = useMemo(() => marksOf(changes), [changes]);
  const viewing = useMemo<Viewing>(
    () => ({ kind: 'version', id, number: 0, name: '', ...compact(merged) }),
    [id, merged],
  );
  const dress = useCallback(
    (edge: WireEdge) => ({ ...edge, className: `wire-${marks.wires.get(edge.id) ?? 'same'}` }),
    [marks],
  );
  return (
    <MarksContext value={marks}>
      <ReadScene at={at} catalogue={catalogue} viewing={viewing}>
        <ReadCanvas
          label="Both versions as one graph"
          nodeTypes={MARKED_NODES}
          edgeTypes={MARKED_EDGES}
          dress={dress}
        />
        <Choice chosen={chosen} onChoose={onChoose} />
      </ReadScene>
    </MarksContext>
  );
}
