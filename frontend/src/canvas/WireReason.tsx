import './WireReason.css';
import { type ConnectionState, useConnection } from '@xyflow/react';
import { Check, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { nodeName, parseRef, sourcesOf } from '../graph/ports';
import { type EditorState, useEditorStore } from '../store/editor';
import { type GestureState, portKey, useGestureStore } from '../store/gesture';

interface Said {
  fits: boolean;
  text: string;
  cure: string;
}

function hoveredPort(connection: ConnectionState) {
  if (!connection.inProgress || !connection.toHandle?.id) return null;
  const { nodeId, id, type } = connection.toHandle;
  return { side: type, ref: { node: nodeId, port: id } };
}

/** What dropping the wire here would do, or why it cannot. */
function say(connection: ConnectionState, gesture: GestureState, editor: EditorState): Said | null {
  const hovered = hoveredPort(connection);
  if (!hovered || !gesture.wire) return null;
  if (portKey(gesture.wire.side, gesture.wire.ref) === portKey(hovered.side, hovered.ref))
    return null;
  if (hovered.side === gesture.wire.side) {
    const other = hovered.side === 'source' ? 'an output' : 'an input';
    return {
      fits: false,
      text: `A wire cannot join two of a kind: this is ${other} too.`,
      cure: '',
    };
  }
  const { lifted } = gesture.wire;
  if (lifted && portKey(hovered.side, lifted[hovered.side]) === portKey(hovered.side, hovered.ref))
    return { fits: true, text: 'Leaves the wire as it was', cure: '' };
  const refusal = gesture.verdicts.get(portKey(hovered.side, hovered.ref));
  if (refusal) return { fits: false, text: refusal.message, cure: refusal.cure };
  const { graph, layout } = editor.document;
  const target = hovered.side === 'target' ? hovered.ref : gesture.wire.ref;
  const [old] = sourcesOf(graph, target);
  const from = old ? parseRef(old) : null;
  if (!from)
    return {
      fits: true,
      text: `Connect to ${nodeName(graph, editor.catalogue, hovered.ref.node, layout)}`,
      cure: '',
    };
  return {
    fits: true,
    text: `Replaces the wire from ${nodeName(graph, editor.catalogue, from.node, layout)}`,
    cure: '',
  };
}

/** The sentence by the cursor while a wire is drawn. */
export function WireReason() {
  const connection = useConnection();
  const gesture = useGestureStore();
  const editor = useEditorStore();
  const [pointer, setPointer] = useState({ x: 0, y: 0 });
  const { inProgress } = connection;
  useEffect(() => {
    if (!inProgress) return;
    const follow = (event: PointerEvent) => {
      setPointer({ x: event.clientX, y: event.clientY });
    };
    window.addEventListener('pointermove', follow);
    return () => {
      window.removeEventListener('pointermove', follow);
    };
  }, [inProgress]);
  const said = say(connection, gesture.getState(), editor.getState());
  if (!said) return null;
  const left = Math.max(8, Math.min(pointer.x + 16, window.innerWidth - 268));
  return (
    <div className="wire-says" style={{ left, top: pointer.y + 18 }} data-fits={said.fits}>
      {said.fits ? <Check aria-hidden /> : <X aria-hidden />}
      <span>
        {said.text} {said.cure && <span className="cure">{said.cure}</span>}
      </span>
    </div>
  );
}
