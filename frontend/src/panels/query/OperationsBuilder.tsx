import { fitting, flowsOf, newPart, type Part, partsOf } from '../../graph/query/operations';
import { type Flow, OPERATIONS } from '../../graph/query/operationTable';
import { GroupedSelect } from './GroupedSelect';
import { OperationRow } from './OperationRow';
import type { QueryProps } from './queryProps';

const GROUP_ORDER = [...new Set(OPERATIONS.map(({ group }) => group))];

/** The operations that suit a place, under their headings. */
function groupsAt(flow: Flow, end: Flow) {
  const fine = fitting(flow, end);
  return GROUP_ORDER.map((label) => ({
    label,
    options: fine
      .filter(({ group }) => group === label)
      .map((spec) => ({ value: spec.type, label: spec.label })),
  })).filter(({ options }) => options.length > 0);
}

/** Operations one after the other, each on what the one before it made. */
export function OperationsBuilder(props: QueryProps & { end?: Flow }) {
  const { value, disabled, names, flow, end = null, of = '', onChange } = props;
  const parts = partsOf(value);
  const flows = flowsOf(parts, flow);
  const add = (type: string) => {
    const spec = OPERATIONS.find((each) => each.type === type);
    if (spec) onChange([...parts, newPart(spec)]);
  };
  const move = (from: number, to: number) => {
    const next = [...parts];
    next.splice(to, 0, ...next.splice(from, 1));
    onChange(next);
  };
  const put = (index: number, part: Part) => {
    onChange(parts.map((other, place) => (place === index ? part : other)));
  };
  return (
    <div className="operations">
      {parts.length > 0 && (
        <ol className="operation-rows">
          {parts.map((part, index) => (
            <OperationRow
              // biome-ignore lint/suspicious/noArrayIndexKey: operations have no name, only a place
              key={`${index}:${String(part.type)}`}
              part={part}
              number={index + 1}
              last={parts.length}
              of={of}
              names={names}
              flow={flows[index] ?? null}
              groups={groupsAt(flows[index] ?? null, end)}
              disabled={disabled}
              onChange={(next) => {
                put(index, next);
              }}
              onMove={(by) => {
                move(index, index + by);
              }}
              onRemove={() => {
                onChange(parts.filter((_, place) => place !== index));
              }}
            />
          ))}
        </ol>
      )}
      {!disabled && (
        <GroupedSelect
          label={`Add operation${of}`}
          className="add-operation"
          value=""
          placeholder={parts.length > 0 ? 'Then …' : 'Add operation'}
          groups={groupsAt(flows.at(-1) ?? null, end)}
          onChange={add}
        />
      )}
    </div>
  );
}
