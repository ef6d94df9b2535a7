import { useState } from 'react';
import type { GraphNode, OperatorCard } from '../api/types';
import { deleteSelection } from '../commands/deleteSelection';
import { duplicate } from '../commands/duplicate';
import { useScene } from '../commands/scene';
import { hintOf } from '../commands/shortcuts';
import { setLabel } from '../graph/document';
import { hasEnded } from '../graph/ended';
import { findCard, nodeName } from '../graph/ports';
import { describe } from '../previews/tree';
import { shownDocument, useEditor } from '../store/editor';
import { useShownNode } from '../store/shownRun';
import { IconButton } from '../ui/Button';
import { ModelPicker } from './ModelPicker';
import { ParamForm } from './ParamForm';
import { PinPanel } from './PinPanel';
import { PortLinks } from './PortLinks';
import { ProblemList } from './ProblemList';
import { StateChip } from './StateChip';
import { useProblemWords } from './useProblemWords';

function NodeTitle({
  node,
  card,
  disabled,
}: {
  node: GraphNode;
  card: OperatorCard | undefined;
  disabled: boolean;
}) {
  const change = useEditor((state) => state.change);
  const label = useEditor((state) => shownDocument(state).layout.nodes[node.id]?.label);
  const [typed, setTyped] = useState<string | null>(null);
  const title = card?.title ?? node.operator;
  const commit = () => {
    if (typed !== null && typed !== (label ?? title)) {
      const wanted = typed.trim() === title ? '' : typed;
      change(({ graph, layout }) => ({ graph, layout: setLabel(layout, node.id, wanted) }));
    }
    setTyped(null);
  };
  return (
    <input
      className="inspector-title"
      aria-label="Name of the node"
      value={typed ?? label ?? title}
      maxLength={60}
      disabled={disabled}
      onChange={(event) => {
        setTyped(event.target.value);
      }}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
        if (event.key === 'Escape') setTyped(null);
      }}
    />
  );
}

/** What runs models, in words people use. */
const DEVICES: Record<string, string> = {
  CPUExecutionProvider: 'the CPU',
  CUDAExecutionProvider: 'the GPU',
  TensorrtExecutionProvider: 'the GPU with TensorRT',
  CoreMLExecutionProvider: 'the GPU with Core ML',
  OpenVINOExecutionProvider: 'the CPU with OpenVINO',
};

function LastResult({ id }: { id: string }) {
  const { state, outputs, stale, kept } = useShownNode(id);
  const [first] = outputs ?? [];
  const wrong = useProblemWords(state?.error);
  const device = state?.provider && DEVICES[state.provider];
  const said = Object.values(first ?? {})
    .map(describe)
    .filter((words) => words !== 'nothing');
  const ended = hasEnded(outputs);
  const nothing = ended ? 'No value: the path ended before it' : 'No result yet';
  return (
    <>
      <div className="row">
        <span className="hint">{said.length > 0 ? said.join(', ') : nothing}</span>
        <span className="end">
          <StateChip state={state} stale={stale} kept={kept} ended={ended} />
        </span>
      </div>
      {stale && <p className="hint">The node changed since; run again to bring it up to date.</p>}
      {kept !== null && (
        <p className="hint">The last run left this node out; this is of run {kept}.</p>
      )}
      {!stale && kept === null && state?.cached && (
        <p className="hint">Result kept from an earlier run with the same input and settings.</p>
      )}
      {wrong && <p className="inspector-error">{wrong}</p>}
      {state?.provider && <p className="hint">Ran on {device ?? state.provider}.</p>}
    </>
  );
}

function PinOf({ node }: { node: GraphNode }) {
  const { outputs, state } = useShownNode(node.id);
  const name = useEditor(({ catalogue, document }) =>
    nodeName(document.graph, catalogue, node.id, document.layout),
  );
  const done = state?.status === 'succeeded';
  return <PinPanel node={node.id} name={name} outputs={done ? outputs : undefined} />;
}

/** One node: what it does, its model, settings, wires and last result. */
export function NodeInspector({ node }: { node: GraphNode }) {
  const scene = useScene();
  const catalogue = useEditor((state) => state.catalogue);
  const disabled = useEditor((state) => state.viewing !== null);
  const card = findCard(catalogue, node.operator);
  return (
    <>
      <div className="inspector-head">
        <NodeTitle key={node.id} node={node} card={card} disabled={disabled} />
        <code className="faint">{node.id}</code>
        {!disabled &&
          [duplicate, deleteSelection].map((command) => (
            <IconButton
              key={command.id}
              size="small"
              label={hintOf(command)}
              onClick={() => {
                scene.editor.getState().select([node.id]);
                void command.perform(scene);
              }}
            >
              <command.icon aria-hidden />
            </IconButton>
          ))}
      </div>
      {card && <p className="hint">{card.hint}</p>}
      <ProblemList node={node.id} />
      {!card && (
        <p className="hint">
          {node.operator} is not installed here. Its wires and settings are kept.
        </p>
      )}
      {card?.task && (
        <>
          <h3>Model</h3>
          <ModelPicker node={node} task={card.task} disabled={disabled} />
        </>
      )}
      {card && (
        <>
          <h3>Settings</h3>
          {card.effects === 'sends' && (
            <p className="hint">
              What this node does stays done: a run of a saved version does it for real.
            </p>
          )}
          <ParamForm node={node} card={card} disabled={disabled} />
          <h3>Inputs and outputs</h3>
          <PortLinks node={node} card={card} disabled={disabled} />
        </>
      )}
      <h3>Last result</h3>
      <LastResult id={node.id} />
      {!disabled && <PinOf node={node} />}
    </>
  );
}
