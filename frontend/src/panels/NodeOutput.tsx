import { useState } from 'react';
import type { PortOutputs, Run } from '../api/types';
import { ErrorPreview } from '../previews/ErrorPreview';
import { PortsPreview } from '../previews/PortsPreview';
import { useEditor } from '../store/editor';
import { usePicture } from './NodePreview';

/** Why there is nothing to see yet. */
const WAITING: Record<string, string> = {
  running: 'Working. The result appears here as soon as it is there.',
  queued: 'Waiting for its turn.',
  succeeded: 'Loading the result.',
  none: 'This node has no result yet. Run the workflow to see it here.',
};

/** What a node gave, for one input of the run at a time. */
export function NodeOutput({ node, run }: { node: string; run: Run }) {
  const workflow = useEditor((state) => state.workflow);
  const [input, setInput] = useState(0);
  const picture = usePicture(node, run, Math.min(input, run.inputs.length - 1));
  const outputs: PortOutputs | undefined =
    run.outputs[node]?.[Math.min(input, run.inputs.length - 1)];
  const state = run.nodes[node];
  if (!outputs) {
    if (state?.status === 'failed' && state.error) return <ErrorPreview problem={state.error} />;
    return (
      <p className="dock-empty">
        {state?.error?.message ?? WAITING[state?.status ?? 'none'] ?? WAITING.none}
      </p>
    );
  }
  return (
    <div className="dock-output">
      {run.inputs.length > 1 && (
        <div className="dock-strip" role="tablist" aria-label="Inputs">
          {run.inputs.map((each) => (
            <button
              key={each.index}
              type="button"
              role="tab"
              aria-selected={each.index === input}
              onClick={() => {
                setInput(each.index);
              }}
            >
              {each.name}
            </button>
          ))}
        </div>
      )}
      <PortsPreview ports={outputs} picture={picture} app={workflow} />
    </div>
  );
}
