import '@xyflow/react/dist/base.css';
import './Canvas.css';
import { Background, ConnectionLineType, MiniMap, ReactFlow, SelectionMode } from '@xyflow/react';
import { type DragEvent, type MouseEvent as ReactMouseEvent, useCallback } from 'react';
import { addOperator, OPERATOR_DRAG_TYPE } from '../commands/addOperator';
import { useScene } from '../commands/scene';
import { cutWire } from '../commands/wire';
import { findCard, parseRef } from '../graph/ports';
import { shownDocument, useEditor, useEditorStore } from '../store/editor';
import { useGesture } from '../store/gesture';
import { StaleNodes, useStaleNodes } from '../store/shownRun';
import { Kbd } from '../ui/Kbd';
import { FlowEdge, type WireEdge } from './FlowEdge';
import { type CanvasNode, useCanvasEdges, useCanvasNodes } from './flowElements';
import { InputNode } from './InputNode';
import { NodeCard } from './NodeCard';
import { NodePicker } from './NodePicker';
import { Notice } from './Notice';
import { Toolbar } from './Toolbar';
import { useMoves } from './useMoves';
import { useWiring } from './useWiring';
import { WireReason } from './WireReason';

const NODE_TYPES = { card: NodeCard, inputs: InputNode };
const EDGE_TYPES = { wire: FlowEdge };
const FIT_OPTIONS = { padding: 0.08, maxZoom: 1 };
const MULTI_KEYS = ['Meta', 'Control', 'Shift'];
const DROP_OFFSET = { x: 110, y: 24 };

/** Drop an operator from the palette where the pointer is. */
function useOperatorDrop() {
  const scene = useScene();
  const { editor, view } = scene;
  const onDragOver = useCallback((event: DragEvent) => {
    if (!event.dataTransfer.types.includes(OPERATOR_DRAG_TYPE)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
  }, []);
  const onDrop = useCallback(
    (event: DragEvent) => {
      const operator = event.dataTransfer.getData(OPERATOR_DRAG_TYPE);
      const card = findCard(editor.getState().catalogue, operator);
      if (!card) return;
      event.preventDefault();
      const at = view.toGraph({ x: event.clientX, y: event.clientY });
      addOperator(scene, card, { x: at.x - DROP_OFFSET.x, y: at.y - DROP_OFFSET.y });
    },
    [editor, view, scene],
  );
  return { onDragOver, onDrop };
}

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
  const { measured, onNodesChange, onEdgesChange, onDragStart, onDragStop } = useMoves();
  const nodes = useCanvasNodes(measured);
  const edges = useCanvasEdges();
  const wires = useWiring();
  const drop = useOperatorDrop();
  const stale = useStaleNodes();

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
      <div className="canvas" data-wiring={wiring} data-testid="canvas">
        <ReactFlow<CanvasNode, WireEdge>
          nodes={nodes}
          edges={edges}
          nodeTypes={NODE_TYPES}
          edgeTypes={EDGE_TYPES}
          onNodesChange={onNodesChange}
          onEdgesChange={onEdgesChange}
          onNodeDragStart={onDragStart}
          onNodeDragStop={onDragStop}
          onSelectionDragStart={onDragStart}
          onSelectionDragStop={onDragStop}
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
          panOnScroll
          minZoom={0.2}
          maxZoom={2}
          fitView
          fitViewOptions={FIT_OPTIONS}
          proOptions={{ hideAttribution: true }}
          aria-label="Workflow canvas"
        >
          <Background gap={20} size={2} color="var(--line-2)" />
          {minimap && <MiniMap pannable zoomable nodeStrokeWidth={0} ariaLabel="Minimap" />}
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
        <Notice />
      </div>
    </StaleNodes>
  );
}
