/** Drawing wires with the pointer: start, judge, join, and what an end on nothing means. */
import type {
  Connection,
  FinalConnectionState,
  HandleType,
  OnConnectStartParams,
} from '@xyflow/react';
import { useReactFlow } from '@xyflow/react';
import { useCallback, useMemo } from 'react';
import { useScene } from '../commands/scene';
import {
  connectPorts,
  cutWire,
  endWireAt,
  liftWire,
  startWire,
  tellRefusal,
} from '../commands/wire';
import type { Point } from '../graph/document';
import { type PortRef, wireId } from '../graph/ports';
import { portKey } from '../store/gesture';
import type { WireEdge } from './FlowEdge';

interface Ends {
  source: string;
  target: string;
  sourceHandle?: string | null;
  targetHandle?: string | null;
}

function endsOf(connection: Ends): { source: PortRef; target: PortRef } | null {
  const { source, sourceHandle, target, targetHandle } = connection;
  if (!sourceHandle || !targetHandle) return null;
  return {
    source: { node: source, port: sourceHandle },
    target: { node: target, port: targetHandle },
  };
}

function pointOf(event: MouseEvent | TouchEvent): { x: number; y: number } {
  const at = 'changedTouches' in event ? event.changedTouches[0] : event;
  return { x: at?.clientX ?? 0, y: at?.clientY ?? 0 };
}

/** The node under the pointer, when the wire was let go over its body. */
function nodeAt(point: { x: number; y: number }): string | null {
  const found = document.elementFromPoint(point.x, point.y)?.closest('.react-flow__node');
  return found?.getAttribute('data-id') ?? null;
}

export function useWiring() {
  const scene = useScene();
  const { screenToFlowPosition } = useReactFlow();

  const onConnectStart = useCallback(
    (_event: unknown, { nodeId, handleId, handleType }: OnConnectStartParams) => {
      if (!nodeId || !handleId || !handleType || scene.gesture.getState().wire?.lifted) return;
      startWire(scene, { ref: { node: nodeId, port: handleId }, side: handleType, by: 'drag' });
    },
    [scene],
  );

  /** `fixed` is the end that stays. Called before onConnectStart, which leaves a lifted wire alone. */
  const onReconnectStart = useCallback(
    (_event: unknown, edge: WireEdge, fixed: HandleType) => {
      const ends = endsOf(edge);
      if (ends) liftWire(scene, { id: wireId(ends.source, ends.target), ...ends }, fixed);
    },
    [scene],
  );

  const onReconnect = useCallback(
    (edge: WireEdge, connection: Connection) => {
      const [old, next] = [endsOf(edge), endsOf(connection)];
      if (!old || !next) return;
      const id = wireId(old.source, old.target);
      if (id !== wireId(next.source, next.target))
        connectPorts(scene, next.source, next.target, { id, ...old });
    },
    [scene],
  );

  const isValidConnection = useCallback(
    (connection: Ends) => {
      const ends = endsOf(connection);
      const { wire, verdicts } = scene.gesture.getState();
      if (!ends || !wire) return false;
      const other =
        wire.side === 'source' ? portKey('target', ends.target) : portKey('source', ends.source);
      return verdicts.get(other) === null;
    },
    [scene],
  );

  const onConnect = useCallback(
    (connection: Connection) => {
      const ends = endsOf(connection);
      if (ends) connectPorts(scene, ends.source, ends.target);
    },
    [scene],
  );

  /** Over a node's body: join the only port that fits, ask when there are several, or say why none does. */
  const joinNode = useCallback(
    (node: string, screen: Point) => {
      const { wire, verdicts } = scene.gesture.getState();
      if (!wire || wire.ref.node === node) return;
      const prefix = portKey(wire.side === 'source' ? 'target' : 'source', { node, port: '' });
      const here = [...verdicts].filter(
        ([key]) => key.slice(0, key.lastIndexOf('.') + 1) === prefix,
      );
      const fitting = here
        .filter(([, refusal]) => refusal === null)
        .map(([key]) => ({ node, port: key.slice(prefix.length) }));
      const [only] = fitting;
      if (only && fitting.length === 1) {
        endWireAt(scene, only);
        return;
      }
      if (only) {
        void import('../commands/connect').then(({ chooseEnd }) => {
          chooseEnd(scene, wire, fitting, screen);
        });
        return;
      }
      const [, refusal] = here[0] ?? [];
      if (refusal) tellRefusal(scene, refusal);
    },
    [scene],
  );

  const onConnectEnd = useCallback(
    (event: MouseEvent | TouchEvent, state: FinalConnectionState) => {
      const { wire, verdicts, finish, tell, openPicker } = scene.gesture.getState();
      if (!wire || state.isValid) {
        finish();
        return;
      }
      if (state.toHandle?.id) {
        const ref = { node: state.toHandle.nodeId, port: state.toHandle.id };
        const refusal = verdicts.get(portKey(state.toHandle.type, ref));
        finish();
        if (refusal) tellRefusal(scene, refusal);
        return;
      }
      const screen = pointOf(event);
      const node = nodeAt(screen);
      if (node) joinNode(node, screen);
      finish();
      if (wire.lifted && !node) {
        cutWire(scene.editor, wire.lifted);
        tell('The wire was cut.', 'Undo brings it back.');
        return;
      }
      if (!node && document.elementFromPoint(screen.x, screen.y)?.closest('.react-flow')) {
        openPicker({ screen, place: screenToFlowPosition(screen), from: wire });
      }
    },
    [scene, joinNode, screenToFlowPosition],
  );

  return useMemo(
    () => ({
      onConnectStart,
      onConnectEnd,
      onConnect,
      onReconnectStart,
      onReconnect,
      isValidConnection,
    }),
    [onConnectStart, onConnectEnd, onConnect, onReconnectStart, onReconnect, isValidConnection],
  );
}
