import './ParamControl.css';
import { useState } from 'react';
import type { JsonSchema } from '../api/types';
import { choiceWords } from '../graph/params';
import { isQuery } from '../graph/query/isQuery';
import { lazily } from '../ui/lazily';
import { Select } from '../ui/Select';
import { Slider } from '../ui/Slider';
import { ConnectionControl, SecretControl } from './ConnectionControl';
import type { ControlProps } from './controlProps';
import { JsonControl } from './JsonControl';
import { ListInput } from './ListInput';

const QueryControl = lazily(async () => (await import('./query/QueryControl')).QueryControl, {
  soon: false,
});

const MapControl = lazily(async () => (await import('./query/MapControl')).MapControl, {
  soon: false,
});

function stepOf({ type, multipleOf, minimum, maximum }: JsonSchema): number {
  if (multipleOf) return multipleOf;
  if (type === 'integer') return 1;
  return minimum !== undefined && maximum !== undefined && maximum - minimum > 20 ? 1 : 0.01;
}

/** Beside a slider always as long, so that nothing jumps; alone as it was written. */
function shown(value: number, step: number, sliding: boolean): string {
  return step < 1 && sliding ? value.toFixed(2) : String(Number(value.toFixed(6)));
}

/** A slider beside a number when both bounds are known, else the number alone. */
function NumberControl({ id, label, schema, value, disabled, onChange }: ControlProps) {
  const step = stepOf(schema);
  const number = typeof value === 'number' ? value : null;
  const [typed, setTyped] = useState<string | null>(null);
  const { minimum, maximum } = schema;
  const sliding =
    minimum !== undefined && maximum !== undefined && (maximum - minimum) / step <= 1000;
  const text = typed ?? (number === null ? '' : shown(number, step, sliding));
  return (
    <div className="number-control">
      {sliding && (
        <Slider
          label={label}
          value={number ?? minimum}
          min={minimum}
          max={maximum}
          step={step}
          disabled={disabled}
          onChange={onChange}
        />
      )}
      <input
        id={id}
        className="text-input number"
        inputMode={step < 1 ? 'decimal' : 'numeric'}
        value={text}
        disabled={disabled}
        onChange={(event) => {
          setTyped(event.target.value);
          const parsed = Number(event.target.value);
          if (event.target.value.trim() !== '' && Number.isFinite(parsed)) onChange(parsed);
        }}
        onBlur={() => {
          setTyped(null);
        }}
        onKeyDown={(event) => {
          const sign = { ArrowUp: 1, ArrowDown: -1 }[event.key];
          if (!sign || number === null) return;
          event.preventDefault();
          setTyped(null);
          const next = Number((number + sign * step).toFixed(6));
          onChange(Math.min(maximum ?? Infinity, Math.max(minimum ?? -Infinity, next)));
        }}
      />
      {schema.widget === 'pixels' && <span className="unit">px</span>}
    </div>
  );
}

function BooleanControl({ id, label, value, disabled, onChange }: ControlProps) {
  return (
    <button
      id={id}
      type="button"
      role="switch"
      className="switch"
      aria-checked={value === true}
      aria-label={label}
      disabled={disabled}
      onClick={() => {
        onChange(value !== true);
      }}
    >
      <span />
    </button>
  );
}

function EnumControl({ id, schema, value, disabled, onChange }: ControlProps) {
  const options = schema.enum ?? [];
  return (
    <Select
      id={id}
      size="small"
      value={String(options.indexOf(value))}
      options={options.map((option, index) => ({
        value: String(index),
        label: choiceWords(option, schema),
      }))}
      disabled={disabled}
      onChange={(index) => {
        onChange(options[Number(index)]);
      }}
    />
  );
}

function TextControl(props: ControlProps) {
  const { id, schema, value, disabled, onChange } = props;
  if (schema.widget === 'connection') return <ConnectionControl {...props} />;
  if (schema.widget === 'secret') return <SecretControl {...props} />;
  const text = typeof value === 'string' ? value : '';
  if (schema.widget === 'textarea') {
    return (
      <textarea
        id={id}
        className="text-input area mono"
        rows={5}
        spellCheck={false}
        value={text}
        disabled={disabled}
        onChange={(event) => {
          onChange(event.target.value);
        }}
      />
    );
  }
  return (
    <input
      id={id}
      className="text-input"
      type={schema.widget === 'color' ? 'color' : 'text'}
      value={text}
      disabled={disabled}
      onChange={(event) => {
        onChange(event.target.value);
      }}
    />
  );
}

/** The control that suits a parameter's schema. */
export function ParamControl(props: ControlProps) {
  const { schema } = props;
  if (isQuery(schema.widget)) return <QueryControl {...props} />;
  if (schema.enum) return <EnumControl {...props} />;
  switch (schema.type) {
    case 'number':
    case 'integer':
      return <NumberControl {...props} />;
    case 'boolean':
      return <BooleanControl {...props} />;
    case 'string':
      return <TextControl {...props} />;
    case 'array':
      return schema.items?.type === 'string' ? (
        <ListInput {...props} />
      ) : (
        <JsonControl {...props} />
      );
    case 'object':
      return schema.properties ? <JsonControl {...props} /> : <MapControl {...props} />;
    default:
      return <JsonControl {...props} />;
  }
}
