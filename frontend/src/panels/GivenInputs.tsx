import { useShallow } from 'zustand/react/shallow';
import type { Run, Tree } from '../api/types';
import { findNode, IN, parseRef } from '../graph/ports';
import { Preview } from '../previews/Preview';
import { shownRun, useEditor } from '../store/editor';
import { runWithNode, useRunStore } from '../store/run';
import { usePicture } from './usePicture';

function inputTree(run: Run | undefined, index: number): Tree {
  const input = run?.inputs[index];
  if (!input) return null;
  if (input.text !== null) return { kind: 'text', raw: input.text };
  if (input.kind !== 'image' || !input.blob) return null;
  const { blob, media_type, width, height } = input;
  return {
    kind: 'image',
    blob,
    media_type: media_type ?? 'image/jpeg',
    width: width ?? 0,
    height: height ?? 0,
  };
}

/** The exact values that a node was given, wire by wire. */
export function GivenInputs({ node, input }: { node: string; input: number }) {
  const app = useEditor((state) => state.workflow);
  const id = useEditor(shownRun);
  const picture = usePicture(node, input);
  const run = useRunStore((store) => runWithNode(store.entries, id, node));
  const wires = Object.entries((run && findNode(run.graph, node)?.inputs) ?? {}).flatMap(
    ([port, sources]) => sources.map((source) => ({ port, source: parseRef(source) })),
  );
  const trees = useRunStore(
    useShallow((store) =>
      wires.map(({ source }) => {
        if (!source || source.node === IN) return undefined;
        const outputs = runWithNode(store.entries, id, source.node)?.outputs[source.node];
        return outputs?.[input]?.[source.port];
      }),
    ),
  );
  return (
    <section aria-label="What the node got" className="dock-given">
      <h4>What it got</h4>
      {wires.map(({ port, source }, index) => (
        <div key={`${port} ${index}`} className="dock-given-port">
          <span className="faint">{port.replaceAll('_', ' ')}</span>
          <Preview
            tree={source?.node === IN ? inputTree(run, input) : (trees[index] ?? null)}
            picture={picture}
            app={app}
            size="node"
          />
        </div>
      ))}
    </section>
  );
}
