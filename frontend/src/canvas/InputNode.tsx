import './InputNode.css';
import type { NodeProps } from '@xyflow/react';
import { ImageUp, LogIn } from 'lucide-react';
import { type DragEvent, memo, useRef, useState } from 'react';
import { blobUrl } from '../api/client';
import type { Run } from '../api/types';
import { useScene } from '../commands/scene';
import { IN, outputsOf } from '../graph/ports';
import { type RunInput, shownDocument, useEditor } from '../store/editor';
import { Chip } from '../ui/Chip';
import { classes } from '../ui/classes';
import { PortHandle } from './PortHandle';

const THUMB_WIDTH = 320;

/** What the run on show ran on. */
function Ran({ input, more }: { input: Run['inputs'][number]; more: number }) {
  const workflow = useEditor((state) => state.workflow);
  if (input.kind !== 'image' || !input.blob)
    return <p className="input-text">{input.text ?? input.name}</p>;
  return (
    <>
      <img src={blobUrl(workflow, input.blob, THUMB_WIDTH)} alt={input.name} draggable={false} />
      {more > 0 && <span className="input-more">+{more}</span>}
    </>
  );
}

function Chosen({ input }: { input: RunInput | null }) {
  const workflow = useEditor((state) => state.workflow);
  if (!input) {
    return (
      <span className="input-empty">
        <ImageUp aria-hidden />
        Drop an input here
      </span>
    );
  }
  if (input.kind === 'text') return <p className="input-text">{input.text}</p>;
  if (input.kind === 'sample') {
    const { sample } = input;
    if (sample.kind === 'text') return <p className="input-text">{sample.text}</p>;
    return (
      <img src={blobUrl(workflow, sample.blob, THUMB_WIDTH)} alt={sample.title} draggable={false} />
    );
  }
  if (input.preview)
    return <img src={input.preview} alt={input.files[0]?.name ?? ''} draggable={false} />;
  return <p className="input-text">{input.files.map((file) => file.name).join(', ')}</p>;
}

/** What the workflow gets: pinned first, never deleted. A file dropped on it is the input, and runs. */
export const InputNode = memo(function InputNode({ selected }: NodeProps) {
  const { page } = useScene();
  const graph = useEditor((state) => shownDocument(state).graph);
  const catalogue = useEditor((state) => state.catalogue);
  const input = useEditor((state) => state.input);
  const viewed = useEditor((state) => (state.viewing?.kind === 'run' ? state.viewing.run : null));
  const ran = viewed?.inputs[0];
  const inputs = viewed?.inputs.length ?? 0;
  const [over, setOver] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);
  const wired = new Set(graph.nodes.flatMap((node) => Object.values(node.inputs ?? {}).flat()));

  const onDragOver = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    event.stopPropagation();
    setOver(true);
  };
  const onDrop = (event: DragEvent) => {
    setOver(false);
    if (event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    event.stopPropagation();
    page.runFiles([...event.dataTransfer.files]);
  };
  return (
    <article
      className={classes('node input-node', selected && 'selected', over && 'over')}
      aria-label={`IN, the workflow's inputs, ${input ? 'set' : 'not set'}`}
      data-testid="node-IN"
      onDragOver={onDragOver}
      onDragLeave={() => {
        setOver(false);
      }}
      onDrop={onDrop}
    >
      <header className="node-head">
        <LogIn aria-hidden />
        <span className="node-title">IN</span>
        <Chip tone={input ? 'ok' : 'plain'}>{input ? 'set' : 'not set'}</Chip>
      </header>
      <ul>
        {outputsOf(graph, catalogue, IN).map((port) => (
          <li key={port.name} className="port-row out">
            <span className="port-name">{port.title.toLowerCase()}</span>
            <PortHandle
              node={IN}
              nodeName="IN"
              port={port}
              side="source"
              wired={wired.has(`IN.${port.name}`)}
            />
          </li>
        ))}
      </ul>
      <button
        type="button"
        className="input-picture nodrag"
        title="Choose an input and run"
        onClick={() => chooser.current?.click()}
      >
        {ran ? <Ran input={ran} more={inputs - 1} /> : <Chosen input={input} />}
      </button>
      <input
        ref={chooser}
        type="file"
        multiple
        hidden
        aria-label="Choose an input"
        onChange={(event) => {
          if (event.target.files?.length) page.runFiles([...event.target.files]);
          event.target.value = '';
        }}
      />
    </article>
  );
});
