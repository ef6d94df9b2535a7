import './PortHandle.css';
import { Handle, Position } from '@xyflow/react';
import { type KeyboardEvent, memo } from 'react';
import type { Port } from '../api/types';
import { useScene } from '../commands/scene';
import { endWireAt, startWire } from '../commands/wire';
import { mainKind, phrase } from '../graph/kinds';
import { useEditor } from '../store/editor';
import { portKey, useGesture, useGestureStore } from '../store/gesture';
import { classes } from '../ui/classes';
import { PortDot } from '../ui/PortDot';

interface PortHandleProps {
  node: string;
  nodeName: string;
  port: Port;
  side: 'source' | 'target';
  wired: boolean;
  /** not one of the operator's ports: a wire of an older graph ends here */
  ghost?: boolean;
}

/** Where wires start and end: by dragging, by a tap on each end, or by Enter on each end. */
export const PortHandle = memo(function PortHandle({
  node,
  nodeName,
  port,
  side,
  wired,
  ghost = false,
}: PortHandleProps) {
  const scene = useScene();
  const gesture = useGestureStore();
  const ref = { node, port: port.name };
  const key = portKey(side, ref);
  const verdict = useGesture((state) => {
    if (!state.wire) return 'none';
    if (portKey(state.wire.side, state.wire.ref) === key) return 'start';
    const found = state.verdicts.get(key);
    return found === null ? 'fits' : 'refused';
  });
  const readOnly = useEditor((state) => state.viewing !== null);
  const way = side === 'source' ? 'Output' : 'Input';

  const press = () => {
    const { wire } = gesture.getState();
    if (!wire || wire.side === side) startWire(scene, { ref, side, by: 'click' });
    else endWireAt(scene, ref);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    event.stopPropagation();
    press();
  };
  return (
    <Handle
      id={port.name}
      type={side}
      position={side === 'source' ? Position.Right : Position.Left}
      isConnectable={!readOnly}
      className={classes('port', verdict, wired && 'wired', ghost && 'ghost')}
      role="button"
      tabIndex={0}
      aria-label={`${way} ${port.title.toLowerCase()} of ${nodeName}`}
      aria-pressed={verdict === 'start'}
      title={`${port.title}: ${phrase(port.kinds)}${port.help ? `. ${port.help}` : ''}`}
      data-testid={`port-${side === 'source' ? 'out' : 'in'}-${node}-${port.name}`}
      onClick={press}
      onKeyDown={onKeyDown}
    >
      <PortDot kind={mainKind(port)} size={11} />
    </Handle>
  );
});
