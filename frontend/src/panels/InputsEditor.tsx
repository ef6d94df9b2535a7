import './InputsEditor.css';
import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { GraphInput } from '../api/types';
import {
  addInput,
  canAddInput,
  type InputType,
  isMedium,
  MEDIA,
  PARAMETERS,
  removeInput,
  renameInput,
  setInputDefault,
} from '../graph/inputs';
import { mainKind } from '../graph/kinds';
import { IN, outputsOf } from '../graph/ports';
import { shownDocument, useEditor } from '../store/editor';
import { Button, IconButton } from '../ui/Button';
import { Menu, MenuItem, MenuLine } from '../ui/Menu';
import { PortDot } from '../ui/PortDot';
import { ParamControl } from './ParamControl';

const WORDS: Record<InputType, string> = {
  image: 'Image',
  video: 'Video',
  audio: 'Audio',
  text: 'Text',
  number: 'Number to set',
  string: 'Words to set',
  boolean: 'Switch to set',
};

function Name({ name }: { name: string }) {
  const change = useEditor((state) => state.change);
  const [typed, setTyped] = useState<string | null>(null);
  const commit = () => {
    if (typed !== null) change((document) => renameInput(document, name, typed));
    setTyped(null);
  };
  return (
    <input
      className="input-name"
      aria-label={`Name of the input ${name}`}
      value={typed ?? name}
      maxLength={64}
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

/** What a setting is when nobody sets it. */
function Default({ input, disabled }: { input: GraphInput; disabled: boolean }) {
  const change = useEditor((state) => state.change);
  const label = `Default of ${input.name}`;
  return (
    <div className="input-default">
      <span className="faint">default</span>
      <ParamControl
        id={`default-${input.name}`}
        label={label}
        schema={{ type: input.type, title: label }}
        value={input.default}
        disabled={disabled}
        suggestions={[]}
        onChange={(value) => {
          change((document) => setInputDefault(document, input.name, value), `in:${input.name}`);
        }}
      />
    </div>
  );
}

function AddInput() {
  const graph = useEditor((state) => state.document.graph);
  const change = useEditor((state) => state.change);
  const item = (type: InputType) => (
    <MenuItem
      key={type}
      disabled={!canAddInput(graph, type)}
      onSelect={() => {
        change((document) => addInput(document, type));
      }}
    >
      {WORDS[type]}
    </MenuItem>
  );
  return (
    <Menu
      trigger={
        <Button size="small">
          <Plus aria-hidden /> Add input
        </Button>
      }
    >
      {MEDIA.map(item)}
      <MenuLine />
      {PARAMETERS.map(item)}
    </Menu>
  );
}

/** What the workflow takes: media by kind, and settings that a caller may give. */
export function InputsEditor() {
  const graph = useEditor((state) => shownDocument(state).graph);
  const catalogue = useEditor((state) => state.catalogue);
  const disabled = useEditor((state) => state.viewing !== null);
  const change = useEditor((state) => state.change);
  const ports = outputsOf(graph, catalogue, IN);
  return (
    <div className="inputs-editor">
      <ul aria-label="Inputs of the workflow">
        {graph.inputs.map((input, index) => (
          <li key={input.name}>
            <div className="row">
              <PortDot kind={mainKind(ports[index])} />
              {disabled ? <span>{input.name}</span> : <Name name={input.name} />}
              <span className="end">{input.type}</span>
              {!disabled && (
                <IconButton
                  size="small"
                  label={`Remove the input ${input.name}`}
                  onClick={() => {
                    change((document) => removeInput(document, input.name));
                  }}
                >
                  <Trash2 aria-hidden />
                </IconButton>
              )}
            </div>
            {!isMedium(input.type) && <Default input={input} disabled={disabled} />}
          </li>
        ))}
      </ul>
      {graph.inputs.length === 0 && <p className="hint">This workflow takes no input.</p>}
      {!disabled && <AddInput />}
    </div>
  );
}
