import type { AppRef } from '../../api/client';
import type { RunInput } from '../../api/types';
import { classes } from '../../ui/classes';
import { InputFace } from './InputFace';

interface InputStripProps {
  at: AppRef;
  inputs: readonly RunInput[];
  index: number;
  onPick: (index: number) => void;
}

/** The inputs of a batch; the picked one is followed through every node. */
export function InputStrip({ at, inputs, index, onPick }: InputStripProps) {
  return (
    <div className="input-strip" role="group" aria-label="Inputs of this run">
      {inputs.map((input) => (
        <button
          key={input.index}
          type="button"
          className={classes('sample', input.index === index && 'on')}
          aria-pressed={input.index === index}
          aria-label={`Show input ${input.index + 1}, ${input.name || input.kind}`}
          title={input.name}
          onClick={() => {
            onPick(input.index);
          }}
        >
          <InputFace at={at} input={input} width={160} />
        </button>
      ))}
      <span className="input-place">
        {index + 1} of {inputs.length} · {inputs[index]?.name}
      </span>
    </div>
  );
}
