import { InputsEditor } from './InputsEditor';
import { RunInputTray } from './RunInputTray';

/** `IN` itself: what the workflow takes, and what the next run runs on. */
export function InputInspector() {
  return (
    <>
      <h2>IN</h2>
      <p className="hint">
        What the workflow takes. Drop a file on the card to run on it; wires start at its ports.
      </p>
      <h3>Inputs</h3>
      <InputsEditor />
      <h3>Run on</h3>
      <RunInputTray />
    </>
  );
}
