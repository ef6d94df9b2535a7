import '@xyflow/react/dist/base.css';
import './Canvas.css';
import './zoomLevels.css';
import { Background, ConnectionLineType, MiniMap, ReactFlow, SelectionMode } from '@xyflow/react';
import { type MouseEvent as ReactMouseEvent, useCallback } from 'react';
import { cutWire } from '../commands/wire';
import { parseRef } from '../graph/ports';
import { shownDocument, useEditor, useEditorStore } from '../store/editor';
import { useGesture } from '../store/gesture';
import { StaleNodes, useStaleNodes } from '../store/shownRun';
import { Kbd } from '../ui/Kbd';
import { lazily } from '../ui/lazily';
import { FlowEdge, type WireEdge } from './FlowEdge';
import { FIT_OPTIONS } from './fitOptions';
import { LEAST_ZOOM } from './fittedView';
import { type CanvasNode, useCanvasEdges, useCanvasNodes } from './flowElements';
import { GroupFrame } from './GroupFrame';
import { InputNode } from './InputNode';
import { NodeCard } from './NodeCard';
import { NoteCard } from './NoteCard';
import { Toolbar } from './Toolbar';
import { useFrameSelect } from './useFrameSelect';
import { useMoves } from './useMoves';
import { useNodeDrag } from './useNodeDrag';
import { useOperatorDrop } from './useOperatorDrop';
import { useWiring } from './useWiring';
import { useZoomLevel } from './useZoomLevel';

const NodePicker = lazily(async () => (await import('./NodePicker')).NodePicker);

const Guides = lazily(async () => (await import('./Guides')).Guides);
const WireReason = lazily(async () => (await import('./WireReason')).WireReason);
const Notice = lazily(async () => (await import('./Notice')).Notice);
const PortChooser = lazily(async () => (await import('./PortChooser')).PortChooser);

const NODE_TYPES = { card: NodeCard, inputs: InputNode, note: NoteCard, frame: GroupFrame };
const EDGE_TYPES = { wire: FlowEdge };
const MINIMAP_SIZE = { width: 132, height: 76 };
/** how far from the port a wire's end can be taken hold of */
const LIFT_RADIUS = 14;
const MULTI_KEYS = ['Meta', 'Control', 'Shift'];
/** The graph to build on, read or watch. One document store per canvas, from context. */
export function Canvas({
  minimap,
  onMinimap,
}: {
  minimap: boolean;
  onMinimap: (shown: boolean) => void;
}) {
  const editor = useEditorStore();
  const readOnly = useEditor((state) => state.viewing !== null);
  const isEmpty = useEditor((state) => shownDocument(state).graph.nodes.length === 0);
  const wiring = useGesture((state) => state.wire !== null);
  const { measured, onNodesChange, onEdgesChange } = useMoves();
  const drags = useNodeDrag();
  const frames = useFrameSelect();
  const nodes = useCanvasNodes(measured);
  const edges = useCanvasEdges();
  const wires = useWiring();
  const drop = useOperatorDrop();
  const stale = useStaleNodes();
  const zoom = useZoomLevel();

  const onEdgeClick = useCallback(
    (event: ReactMouseEvent, edge: WireEdge) => {
      const source = parseRef(`${edge.source}.${edge.sourceHandle ?? ''}`);
      const target = parseRef(`${edge.target}.${edge.targetHandle ?? ''}`);
      if (event.altKey && source && target) cutWire(editor, { source, target });
    },
    [editor],
  );
  return (
    <StaleNodes value={stale}>
      <div className="canvas" data-wiring={wiring} data-zoom={zoom} data-testid="canvas">
        <ReactFlow<CanvasNode, WireEdge>
          nodes={nodes}
          edges={edges}
          nodeTypes={NODE_TYPES}
          edgeTypes={EDGE_TYPES}
          onNodesChange={onNodesChange}
          onEdgesChange={onEdgesChange}
          {...drags}
          {...frames}
          {...wires}
          {...drop}
          onEdgeClick={onEdgeClick}
          connectOnClick={false}
          connectionRadius={22}
          connectionLineType={ConnectionLineType.Bezier}
          deleteKeyCode={null}
          multiSelectionKeyCode={MULTI_KEYS}
          selectionMode={SelectionMode.Partial}
          nodesDraggable={!readOnly}
          nodesConnectable={!readOnly}
          edgesFocusable={false}
          edgesReconnectable={!readOnly}
          reconnectRadius={LIFT_RADIUS}
          panOnScroll
          minZoom={LEAST_ZOOM}
          maxZoom={2}
          fitView
          fitViewOptions={FIT_OPTIONS}
          proOptions={{ hideAttribution: true }}
          aria-label="Workflow canvas"
        >
          <Guides />
          <Background gap={20} size={2} color="var(--line-2)" />
          {minimap && (
            <MiniMap
              pannable
              zoomable
              nodeStrokeWidth={0}
              style={MINIMAP_SIZE}
              ariaLabel="Minimap"
            />
          )}
        </ReactFlow>
        {isEmpty && (
          <p className="canvas-empty">
            Drag a node from the list, or press <Kbd>/</Kbd> and type what you need. A wire from IN
            dropped here finds the nodes that take it.
          </p>
        )}
        <Toolbar minimap={minimap} onMinimap={onMinimap} />
        <WireReason />
        <NodePicker />
        <PortChooser />
        <Notice />
      </div>
    </StaleNodes>
  );
}
