import './InputNode.css';
import { type NodeProps, useUpdateNodeInternals } from '@xyflow/react';
import { FileUp, LogIn } from 'lucide-react';
import { type DragEvent, memo, useEffect, useRef, useState } from 'react';
import type { Run } from '../api/types';
import { useScene } from '../commands/scene';
import { IN, outputsOf } from '../graph/ports';
import { type RunInput, shownDocument, useEditor } from '../store/editor';
import { Chip } from '../ui/Chip';
import { classes } from '../ui/classes';
import { FilePicture, RanPicture } from './InputPicture';
import { PortHandle } from './PortHandle';

const isFileKind = (type: string) => ['image', 'video', 'audio'].includes(type);

/** What the run on show ran on. */
function Ran({ input, more }: { input: Run['inputs'][number]; more: number }) {
  return (
    <>
      <RanPicture input={input} />
      {more > 0 && <span className="input-more">+{more}</span>}
    </>
  );
}

function Picture({ input }: { input: RunInput }) {
  if (input.kind === 'url') return <p className="input-text">{input.url}</p>;
  if (input.kind === 'text') return <p className="input-text">{input.text}</p>;
  if (input.kind === 'sample') {
    const { kind, blob, text = null, title: name } = input.sample;
    return <RanPicture input={{ kind, blob: kind === 'text' ? null : blob, text, name }} />;
  }
  const [first] = input.files;
  if (input.preview) return <img src={input.preview} alt={first?.name ?? ''} draggable={false} />;
  return first ? <FilePicture file={first} /> : null;
}

function Chosen({ input }: { input: RunInput | null }) {
  if (!input) {
    return (
      <span className="input-empty">
        <FileUp aria-hidden />
        Drop an input here
      </span>
    );
  }
  const more = input.kind === 'files' ? input.files.length - 1 : 0;
  return (
    <>
      <Picture input={input} />
      {more > 0 && <span className="input-more">+{more}</span>}
    </>
  );
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
  const names = graph.inputs.map(({ name }) => name).join();
  const remeasure = useUpdateNodeInternals();
  // A renamed port is another handle in the same place: wires are tied to it anew.
  useEffect(() => {
    remeasure(IN);
  }, [names, remeasure]);
  const accept = graph.inputs.flatMap(({ type }) => (isFileKind(type) ? `${type}/*` : [])).join();
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
        accept={accept}
        aria-label="Choose an input"
        onChange={(event) => {
          if (event.target.files?.length) page.runFiles([...event.target.files]);
          event.target.value = '';
        }}
      />
    </article>
  );
});
