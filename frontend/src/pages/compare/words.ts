/** A change in words. */
import type { Catalogue, JsonSchema, ModelCard, ModelRef } from '../../api/types';
import { type FieldChange, type NodeChange, OUTPUTS, type Sign } from '../../graph/diff';
import type { WorkflowDocument } from '../../graph/document';
import { choiceWords, resolveSchema } from '../../graph/params';
import { findCard, findNode, IN, nodeName } from '../../graph/ports';

export const SIGNS: Record<Sign, string> = { added: '+', removed: '−', changed: '~' };
export const SIGN_WORDS: Record<Sign, string> = {
  added: 'added',
  removed: 'removed',
  changed: 'changed',
};

export function titleOf(
  change: NodeChange,
  merged: WorkflowDocument,
  catalogue: Catalogue,
): string {
  if (change.id === OUTPUTS) return 'Outputs of the workflow';
  if (change.id === IN) return 'Inputs of the workflow';
  return nodeName(merged.graph, catalogue, change.id, merged.layout);
}

const FIELD_WORDS: Partial<Record<FieldChange['field'], string>> = {
  id: 'renamed',
  operator: 'operator',
  model: 'model',
};

/** "least score, model": what changed about a node. */
export function fieldWords(change: NodeChange, label: (field: FieldChange) => string): string {
  const words = change.fields.map((field) => FIELD_WORDS[field.field] ?? label(field));
  return words.join(', ');
}

/** The schema of a changed parameter; empty for other fields. */
export function schemaOf(
  field: FieldChange,
  node: string,
  merged: WorkflowDocument,
  catalogue: Catalogue,
): JsonSchema {
  const card = findCard(catalogue, findNode(merged.graph, node)?.operator ?? '');
  const property = field.field === 'param' ? card?.params.properties?.[field.name] : undefined;
  return card && property ? resolveSchema(property, card.params) : {};
}

/** The name of a field as the inspector has it. */
export function labelOf(
  field: FieldChange,
  node: string,
  merged: WorkflowDocument,
  catalogue: Catalogue,
): string {
  if (field.field !== 'param')
    return field.field === 'input' ? `wire into ${field.name}` : field.name;
  const { title } = schemaOf(field, node, merged, catalogue);
  return title?.toLowerCase() ?? field.name.replaceAll('_', ' ');
}

function isModel(value: unknown): value is ModelRef {
  return typeof value === 'object' && value !== null && 'id' in value;
}

function modelWords(ref: ModelRef, models: readonly ModelCard[]): string {
  const card = models.find(
    (each) =>
      each.id === ref.id && (ref.version ? each.versions.some((v) => v.id === ref.version) : true),
  );
  const number = card?.versions.find((version) => version.id === ref.version)?.number;
  return number === undefined ? ref.id : `${ref.id} v${number}`;
}

/** One value of one side; null when it was not set there. */
export function valueWords(
  value: unknown,
  { field }: FieldChange,
  models: readonly ModelCard[],
  schema: JsonSchema = {},
): string | null {
  if (value === undefined) return null;
  if (field === 'param' && schema.enum?.includes(value)) return choiceWords(value, schema);
  if (field === 'param' && typeof value === 'boolean') return value ? 'on' : 'off';
  if (field === 'model' && isModel(value)) return modelWords(value, models);
  if (Array.isArray(value) && value.length === 0) return field === 'input' ? 'no wire' : 'none';
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object'))
    return value.map(String).join(', ');
  if (typeof value === 'string') return value || '(empty)';
  return JSON.stringify(value, null, 1).replace(/\s*\n\s*/g, ' ');
}
