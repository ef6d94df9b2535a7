import { RotateCcw } from 'lucide-react';
import { useId } from 'react';
import { useAppModels } from '../api/queries';
import type { GraphNode, JsonSchema, OperatorCard } from '../api/types';
import { referenceOf } from '../graph/cycles';
import { setParam } from '../graph/document';
import { findModel } from '../graph/models';
import { paramTitle, resolveSchema, whyBad } from '../graph/params';
import { useEditor } from '../store/editor';
import { IconButton } from '../ui/Button';
import { InlineText } from '../ui/InlineText';
import { ParamControl } from './ParamControl';

const NONE: readonly string[] = [];

interface ParamFieldProps {
  name: string;
  property: JsonSchema;
  root: JsonSchema;
  /** undefined: the default applies */
  value: unknown;
  disabled: boolean;
  suggestions: readonly string[];
  onChange: (value: unknown) => void;
}

function ParamField({
  name,
  property,
  root,
  value,
  disabled,
  suggestions,
  onChange,
}: ParamFieldProps) {
  const id = useId();
  const schema = resolveSchema(property, root);
  const label = paramTitle(name, property);
  const reference = referenceOf(value);
  const isSet = value !== undefined;
  const effective = isSet ? value : property.default;
  const error = isSet && reference === null ? whyBad(value, property, root) : null;
  const change = (next: unknown) => {
    onChange(JSON.stringify(next) === JSON.stringify(property.default) ? undefined : next);
  };
  return (
    <div className="param">
      <div className="param-label">
        <label htmlFor={id}>{label}</label>
        {isSet && !disabled && (
          <IconButton
            label={`Set ${label.toLowerCase()} back to its default`}
            size="small"
            onClick={() => {
              onChange(undefined);
            }}
          >
            <RotateCcw aria-hidden />
          </IconButton>
        )}
      </div>
      {reference === null ? (
        <ParamControl
          id={id}
          label={label}
          schema={schema}
          value={effective}
          disabled={disabled}
          suggestions={schema.widget === 'classes' ? suggestions : NONE}
          onChange={change}
        />
      ) : (
        <p className="param-reference">
          follows <code>{reference}</code>
        </p>
      )}
      {error && (
        <p className="field-note bad" role="alert">
          {label} {error}.
        </p>
      )}
      {property.description && (
        <p className="field-note">
          <InlineText text={property.description} />
        </p>
      )}
    </div>
  );
}

/** An operator's settings, drawn from its JSON schema. */
export function ParamForm({
  node,
  card,
  disabled,
}: {
  node: GraphNode;
  card: OperatorCard;
  disabled: boolean;
}) {
  const change = useEditor((state) => state.change);
  const at = useEditor((state) => state.workflow);
  const models = useAppModels(at);
  const labels = findModel(models.data ?? [], node.model, at)?.labels ?? NONE;
  const properties = Object.entries(card.params.properties ?? {});
  if (properties.length === 0) return <p className="hint">This node has no settings.</p>;
  return properties.map(([name, property]) => (
    <ParamField
      key={`${node.id}.${name}`}
      name={name}
      property={property}
      root={card.params}
      value={node.params?.[name]}
      disabled={disabled}
      suggestions={labels}
      onChange={(value) => {
        change(
          (document) => ({ ...document, graph: setParam(document.graph, node.id, name, value) }),
          `param:${node.id}.${name}`,
        );
      }}
    />
  ));
}
