import { Link2, RotateCcw } from 'lucide-react';
import { useId } from 'react';
import { useAppModels } from '../api/queries';
import type { GraphNode, JsonSchema, OperatorCard } from '../api/types';
import { referenceOf } from '../graph/cycles';
import { setParam } from '../graph/document';
import { findModel } from '../graph/models';
import { namedWires } from '../graph/namedWires';
import { paramTitle, resolveSchema, whyBad } from '../graph/params';
import { parseRef } from '../graph/ports';
import { chainFlows } from '../graph/query/chainFlows';
import { isQuery } from '../graph/query/isQuery';
import { isRecord } from '../graph/readLayout';
import { shownDocument, useEditor } from '../store/editor';
import { IconButton } from '../ui/Button';
import { InlineText } from '../ui/InlineText';
import { FollowMenu, useReferenceWords } from './FollowMenu';
import { ParamControl } from './ParamControl';
import { useParamFaults } from './useParamFaults';

const NONE: readonly string[] = [];

interface ParamFieldProps {
  name: string;
  node: string;
  property: JsonSchema;
  root: JsonSchema;
  /** undefined: the default applies */
  value: unknown;
  disabled: boolean;
  suggestions: readonly string[];
  flows: ReturnType<typeof chainFlows>;
  /** what the server says of it */
  fault: string | undefined;
  onChange: (value: unknown) => void;
}

function ParamField({
  name,
  node,
  property,
  root,
  value,
  disabled,
  suggestions,
  flows,
  fault,
  onChange,
}: ParamFieldProps) {
  const id = useId();
  const schema = resolveSchema(property, root);
  const label = paramTitle(name, property);
  const reference = referenceOf(value);
  const isSet = value !== undefined;
  const effective = isSet ? value : property.default;
  const sayReference = useReferenceWords();
  const followed = reference === null ? null : parseRef(reference);
  const error = isSet && reference === null ? whyBad(value, property, root) : null;
  const change = (next: unknown) => {
    onChange(JSON.stringify(next) === JSON.stringify(property.default) ? undefined : next);
  };
  return (
    <div className="param">
      <div className="param-label">
        <label htmlFor={id}>{label}</label>
        <span className="spread" />
        {!disabled && !schema.fixed && !property.fixed && (
          <FollowMenu
            {...{ node, label, schema }}
            onFollow={(source) => {
              onChange({ $ref: source });
            }}
          />
        )}
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
          suggestions={suggestions}
          flows={flows}
          onChange={change}
        />
      ) : (
        <p className="param-reference">
          <Link2 aria-hidden /> Follows <b>{followed ? sayReference(followed) : reference}</b>
        </p>
      )}
      {(error ?? fault) && (
        <p className="field-note bad" role="alert">
          {error ? `${label} ${error}.` : fault}
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

function suggestionsFor(
  { widget = '' }: JsonSchema,
  labels: readonly string[],
  names: readonly string[],
): readonly string[] {
  if (widget === 'classes') return labels;
  return isQuery(widget) ? names : NONE;
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
  const faults = useParamFaults(node, card, disabled);
  /** what conditions may speak of */
  const names = [
    ...card.inputs.flatMap(({ name }) => namedWires(node, name).map(({ own }) => own)),
    ...Object.keys(isRecord(node.params?.constants) ? node.params.constants : {}),
  ];
  const graph = useEditor((state) => shownDocument(state).graph);
  const catalogue = useEditor((state) => state.catalogue);
  const flows = chainFlows(graph, catalogue, node, card);
  const properties = Object.entries(card.params.properties ?? {});
  if (properties.length === 0) return <p className="hint">This node has no settings.</p>;
  return properties.map(([name, property]) => (
    <ParamField
      key={`${node.id}.${name}`}
      name={name}
      node={node.id}
      property={property}
      root={card.params}
      value={node.params?.[name]}
      disabled={disabled}
      suggestions={suggestionsFor(resolveSchema(property, card.params), labels, names)}
      flows={flows}
      fault={faults[name]}
      onChange={(value) => {
        change(
          (document) => ({ ...document, graph: setParam(document.graph, node.id, name, value) }),
          `param:${node.id}.${name}`,
        );
      }}
    />
  ));
}
