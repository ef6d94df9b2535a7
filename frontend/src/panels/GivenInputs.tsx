import { useShallow } from 'zustand/react/shallow';
import { findNode, IN, parseRef } from '../graph/ports';
import { givenValue } from '../previews/mediaFor';
import { Preview } from '../previews/Preview';
import { shownRun, useEditor } from '../store/editor';
import { runWithNode, useRunStore } from '../store/run';
import { usePicture } from './usePicture';

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
            tree={
              source?.node === IN
                ? givenValue(run?.inputs[input], source.port)
                : (trees[index] ?? null)
            }
            picture={picture}
            app={app}
            size="node"
          />
        </div>
      ))}
    </section>
  );
}
