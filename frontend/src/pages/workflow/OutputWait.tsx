import type { NodeState, RunInput, ValueKind } from '../../api/types';
import { LiveText } from '../../previews/LiveText';

interface OutputWaitProps {
  kind: ValueKind;
  /** one value for each crop: small pictures in a row */
  split: boolean;
  state: NodeState | undefined;
  ended: boolean;
  input: RunInput | undefined;
  /** whose words may come before the output does */
  speaker?: { run: string; node: string };
}

const PICTURE_MAX_HEIGHT = 460;

function words(state: NodeState | undefined, ended: boolean): string {
  if (ended)
    return state?.status === 'succeeded' ? 'Loading the output' : 'Not run: the run ended first.';
  if (state?.status === 'running') return 'Working';
  if (state?.status === 'succeeded') return 'Loading the output';
  return 'Waiting for its turn';
}

/** Keeps the room that the output will most likely need, so that nothing jumps when it comes. */
export function OutputWait({ kind, split, state, ended, input, speaker }: OutputWaitProps) {
  const drawn = kind === 'regions' && !split && input?.width && input.height;
  const ratio = drawn ? (input.width ?? 1) / (input.height ?? 1) : null;
  return (
    <>
      <div
        className="output-wait"
        data-kind={kind}
        data-split={split}
        style={ratio ? { aspectRatio: ratio, maxWidth: ratio * PICTURE_MAX_HEIGHT } : undefined}
      >
        {speaker && state?.status === 'running' ? (
          <LiveText {...speaker} waiting={words(state, ended)} className="" />
        ) : (
          words(state, ended)
        )}
      </div>
      {drawn && <div className="output-wait-rows" />}
    </>
  );
}
