import '@xyflow/react/dist/base.css';
import '../../canvas/Canvas.css';
import '../../canvas/zoomLevels.css';
import './ReadCanvas.css';
import { Background, type EdgeTypes, type NodeTypes, ReactFlow } from '@xyflow/react';
import { useEffect } from 'react';
import { FlowEdge, type WireEdge } from '../../canvas/FlowEdge';
import { FIT_OPTIONS } from '../../canvas/fitOptions';
import { LEAST_ZOOM } from '../../canvas/fittedView';
import { type CanvasNode, useCanvasEdges, useCanvasNodes } from '../../canvas/flowElements';
import { NodeCard } from '../../canvas/NodeCard';
import { useMoves } from '../../canvas/useMoves';
import { useZoomLevel } from '../../canvas/useZoomLevel';
import { fit } from '../../commands/fit';
import { useCommand, useScene } from '../../commands/scene';
import { zoomIn } from '../../commands/zoomIn';
import { zoomOut } from '../../commands/zoomOut';
import { useEditor } from '../../store/editor';
import { IconButton } from '../../ui/Button';
import { ReadInputNode } from './ReadInputNode';

export const READ_NODES: NodeTypes = { card: NodeCard, inputs: ReadInputNode };
export const READ_EDGES: EdgeTypes = { wire: FlowEdge };

function Tools() {
  return (
    <div className="read-tools" role="toolbar" aria-label="View of the graph">
      {[zoomIn, zoomOut, fit].map((command) => (
        <Tool key={command.id} command={command} />
      ))}
    </div>
  );
}

function Tool({ command }: { command: typeof fit }) {
  const { perform } = useCommand(command);
  return (
    <IconButton size="small" label={command.label} onClick={perform}>
      <command.icon aria-hidden />
    </IconButton>
  );
}

interface ReadCanvasProps {
  label: string;
  nodeTypes?: NodeTypes;
  edgeTypes?: EdgeTypes;
  /** changes what a wire looks like */
  dress?: (edge: WireEdge) => WireEdge;
}

const same = (edge: WireEdge) => edge;

/** A graph to read on a page: chosen and zoomed, never changed. The page still scrolls over it. */
export function ReadCanvas({
  label,
  nodeTypes = READ_NODES,
  edgeTypes = READ_EDGES,
  dress = same,
}: ReadCanvasProps) {
  const { view } = useScene();
  const shown = useEditor((state) => state.viewing?.id);
  const { measured, onNodesChange } = useMoves();
  const zoom = useZoomLevel();
  const nodes = useCanvasNodes(measured);
  const edges = useCanvasEdges();
  useEffect(() => {
    view.fit(false);
  }, [view, shown]);
  return (
    <div className="canvas read-canvas" data-zoom={zoom} data-testid="read-canvas">
      <ReactFlow<CanvasNode, WireEdge>
        nodes={nodes}
        edges={edges.map(dress)}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onNodesChange={onNodesChange}
        deleteKeyCode={null}
        nodesDraggable={false}
        nodesConnectable={false}
        edgesFocusable={false}
        edgesReconnectable={false}
        zoomOnScroll={false}
        zoomOnDoubleClick={false}
        preventScrolling={false}
        minZoom={LEAST_ZOOM}
        maxZoom={2}
        fitView
        fitViewOptions={FIT_OPTIONS}
        proOptions={{ hideAttribution: true }}
        aria-label={label}
      >
        <Background gap={20} size={2} color="var(--line-2)" />
      </ReactFlow>
      <Tools />
    </div>
  );
}
