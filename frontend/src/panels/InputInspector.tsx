import { InputsEditor } from './InputsEditor';

/** `IN` itself: what the workflow takes. What the next run runs on is chosen in the viewer below. */
export function InputInspector() {
  return (
    <>
      <h2>IN</h2>
      <p className="hint">
        What the workflow takes. Drop a file on the card to run on it; wires start at its ports.
      </p>
      <h3>Inputs</h3>
      <InputsEditor />
    </>
  );
}
