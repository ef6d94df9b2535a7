import { partsOf } from '../../graph/query/operations';
import { sayOperations } from '../../graph/query/words';
import { isRecord } from '../../graph/readLayout';
import { OperationsBuilder } from './OperationsBuilder';
import type { QueryProps } from './queryProps';

/** Operations for each of the node's values, by their names. */
export function ByNameBuilder({ value, disabled, names, onChange }: QueryProps) {
  const chains = isRecord(value) ? value : {};
  const all = [...new Set([...names, ...Object.keys(chains)])];
  if (all.length === 0)
    return (
      <p className="field-note">Wire something to this node below; each wire can be worked on.</p>
    );
  return all.map((name) => (
    <details key={name} className="by-name" open={partsOf(chains[name]).length > 0}>
      <summary>
        <b>{name}</b> {sayOperations(chains[name])}
      </summary>
      <OperationsBuilder
        value={chains[name]}
        flow={null}
        of={` of ${name}`}
        {...{ names, disabled }}
        onChange={(next) => {
          const others = Object.entries(chains).filter(([other]) => other !== name);
          const own = partsOf(next).length > 0 ? [[name, next] as const] : [];
          onChange(Object.fromEntries([...others, ...own]));
        }}
      />
    </details>
  ));
}
