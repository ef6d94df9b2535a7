import './FlowEdge.css';
import {
  BaseEdge,
  type Edge,
  EdgeLabelRenderer,
  type EdgeProps,
  getBezierPath,
} from '@xyflow/react';
import { memo } from 'react';
import type { ValueKind } from '../api/types';
import { shownRun, useEditor } from '../store/editor';
import { useGesture } from '../store/gesture';
import { useNodeRun } from '../store/run';
import { classes } from '../ui/classes';
import { colourOf } from '../ui/PortDot';

/** Wires meet the middle of the port's dot, not the rim of its box. */
const INSET = 7;
/** Between nodes that stand closer, the row of the port says enough. */
const ROOM_FOR_WORDS = 100;

export type WireEdge = Edge<{ kind: ValueKind; gate: boolean; reason: string | null }, 'wire'>;

/**
 * A wire: the colour of what flows in it, moving only while data moves, dashed red with a reason when wrong.
 * A gate is dashed and says so: nothing flows in it, it only lets the node run.
 */
export const FlowEdge = memo(function FlowEdge(props: EdgeProps<WireEdge>) {
  const { id, source, target, data, selected } = props;
  const run = useEditor(shownRun);
  const over = useGesture((state) => state.overWire === id);
  const { state: before } = useNodeRun(run, source);
  const { state: after } = useNodeRun(run, target);
  const flows = after?.status === 'running' && (source === 'IN' || before?.status === 'succeeded');
  const [path, labelX, labelY] = getBezierPath({
    ...props,
    sourceX: props.sourceX - INSET,
    targetX: props.targetX + INSET,
  });
  const reason = data?.reason ?? null;
  const wide = Math.abs(props.targetX - props.sourceX) > ROOM_FOR_WORDS;
  const words = reason ?? (data?.gate && (wide || selected) ? 'only when' : null);
  return (
    <>
      <BaseEdge
        id={id}
        path={path}
        interactionWidth={18}
        className={classes(
          'wire',
          data?.gate && 'gate',
          flows && 'flows',
          reason && 'broken',
          selected && 'selected',
          over && 'over',
        )}
        style={{ stroke: reason ? 'var(--bad)' : colourOf(data?.kind ?? 'any') }}
      />
      {words && (
        <EdgeLabelRenderer>
          <span
            className={reason ? 'wire-reason' : 'wire-reason when'}
            style={{
              transform: `translate(-50%, ${reason ? '8px' : '-50%'}) translate(${labelX}px, ${labelY}px)`,
            }}
            title={reason ?? undefined}
          >
            {words}
          </span>
        </EdgeLabelRenderer>
      )}
    </>
  );
});
