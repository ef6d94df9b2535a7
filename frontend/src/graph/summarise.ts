/** A comparison of two graphs in a few words. */
import type { ModelRef } from '../api/types';
import { type FieldChange, type GraphDiff, OUTPUTS } from './diff';
import { IN } from './ports';

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}

/** Another version of the same model, rather than another model. */
function isVersion({ before, after }: FieldChange): boolean {
  const [was, now] = [before, after] as (ModelRef | undefined)[];
  return was !== undefined && was.id === now?.id;
}

/** "+1 node, 2 parameters, 1 model version"; empty when nothing changed. */
export function summarise({ changes, wiresAdded, wiresRemoved }: GraphDiff): string {
  const signs = (sign: string) => changes.filter((change) => change.sign === sign);
  const [added, removed] = [signs('added'), signs('removed')];
  const fields = changes.flatMap((change) => change.fields);
  const of = (field: FieldChange['field']) => fields.filter((each) => each.field === field);
  const models = of('model');
  const versions = models.filter(isVersion).length;
  // The wires of a node that came or went came or went with it.
  const loose = new Set([...added, ...removed].map((change) => change.id));
  const wires = [...wiresAdded, ...wiresRemoved].filter(
    (wire) => !loose.has(wire.source.node) && !loose.has(wire.target.node),
  ).length;
  return [
    added.length > 0 && `+${count(added.length, 'node')}`,
    removed.length > 0 && `-${count(removed.length, 'node')}`,
    of('id').length > 0 && `${of('id').length} renamed`,
    of('operator').length > 0 && count(of('operator').length, 'operator'),
    models.length > versions && count(models.length - versions, 'model'),
    versions > 0 && count(versions, 'model version'),
    of('param').length > 0 && count(of('param').length, 'parameter'),
    wires > 0 && count(wires, 'wire'),
    changes.some((change) => change.id === IN) && 'inputs',
    changes.some((change) => change.id === OUTPUTS) && 'outputs',
  ]
    .filter(Boolean)
    .join(', ');
}
