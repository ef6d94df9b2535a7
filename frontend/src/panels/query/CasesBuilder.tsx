import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react';
import { writeCondition } from '../../graph/query/conditions';
import { type Part, partsOf } from '../../graph/query/operations';
import { isRecord } from '../../graph/readLayout';
import { Button, IconButton } from '../../ui/Button';
import { Select } from '../../ui/Select';
import { ConditionBuilder } from './ConditionBuilder';
import { OperationsBuilder } from './OperationsBuilder';
import type { QueryProps } from './queryProps';
import { ValueInput } from './ValueInput';

const WRITTEN = 'written';
const NAMED = 'named:';
type ResultProps = Omit<QueryProps, 'flow'> & { label: string };

/** What a case gives: a value that is written down, or one of the node's, worked on or not. */
function Result({ label, value, names, disabled, onChange }: ResultProps) {
  const result = isRecord(value) ? value : {};
  const dynamic = result.type === 'DynamicCaseResult';
  const own = dynamic && typeof result.parameter_name === 'string' ? [result.parameter_name] : [];
  const all = [...new Set([...names, ...own])];
  return (
    <>
      <div className="operation-field">
        <span>{label}</span>
        {all.length > 0 && (
          <Select
            aria-label={`${label}: which`}
            size="small"
            value={dynamic ? NAMED + (own[0] ?? '') : WRITTEN}
            options={[
              { value: WRITTEN, label: 'this' },
              ...all.map((name) => ({ value: NAMED + name, label: name })),
            ]}
            disabled={disabled}
            onChange={(next) => {
              if (next === WRITTEN) onChange({ type: 'StaticCaseResult', value: '' });
              else
                onChange({ type: 'DynamicCaseResult', parameter_name: next.slice(NAMED.length) });
            }}
          />
        )}
        {!dynamic && (
          <ValueInput
            label={`${label}: value`}
            value={result.value ?? null}
            disabled={disabled}
            onChange={(next) => {
              onChange({ type: 'StaticCaseResult', value: next });
            }}
          />
        )}
      </div>
      {dynamic && (
        <div className="query-nested">
          <OperationsBuilder
            value={result.operations}
            flow={null}
            of={` of ${label.toLowerCase()}`}
            {...{ names, disabled }}
            onChange={(operations) => {
              onChange({ ...result, operations });
            }}
          />
        </div>
      )}
    </>
  );
}

/** Cases from the first to the last: the first that holds says the result, or else the default does. */
export function CasesBuilder({ value, disabled, names, onChange }: QueryProps) {
  const whole = isRecord(value) ? value : {};
  const cases = partsOf(whole.cases);
  const change = (next: Part) => {
    onChange({
      default: { type: 'StaticCaseResult', value: null },
      ...whole,
      type: 'CasesDefinition',
      ...next,
    });
  };
  const put = (index: number, part: Part) => {
    change({
      cases: cases.map((other, place) => (place === index ? { ...other, ...part } : other)),
    });
  };
  const move = (from: number, to: number) => {
    const next = [...cases];
    next.splice(to, 0, ...next.splice(from, 1));
    change({ cases: next });
  };
  const [first] = names;
  return (
    <div className="operations">
      <ol className="operation-rows">
        {cases.map((one, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: cases have no name, only a place
          <li key={index} className="operation-row" aria-label={`Case ${index + 1}`}>
            <div className="operation-head">
              <b>Case {index + 1}</b>
              {!disabled && (
                <>
                  <IconButton
                    label={`Move case ${index + 1} up`}
                    size="small"
                    disabled={index === 0}
                    onClick={() => {
                      move(index, index - 1);
                    }}
                  >
                    <ArrowUp aria-hidden />
                  </IconButton>
                  <IconButton
                    label={`Move case ${index + 1} down`}
                    size="small"
                    disabled={index === cases.length - 1}
                    onClick={() => {
                      move(index, index + 1);
                    }}
                  >
                    <ArrowDown aria-hidden />
                  </IconButton>
                  <IconButton
                    label={`Remove case ${index + 1}`}
                    size="small"
                    onClick={() => {
                      change({ cases: cases.filter((_, place) => place !== index) });
                    }}
                  >
                    <Trash2 aria-hidden />
                  </IconButton>
                </>
              )}
            </div>
            <ConditionBuilder
              required
              value={one.condition}
              flow={null}
              of={` of case ${index + 1}`}
              {...{ names, disabled }}
              onChange={(condition) => {
                put(index, { condition });
              }}
            />
            <Result
              label={`Result of case ${index + 1}`}
              value={one.result}
              {...{ names, disabled }}
              onChange={(result) => {
                put(index, { result });
              }}
            />
          </li>
        ))}
      </ol>
      {!disabled && first !== undefined && (
        <Button
          size="small"
          onClick={() => {
            const row = {
              name: first,
              operations: [],
              asks: '==',
              right: { value: '' },
              negate: false,
            };
            const one = {
              type: 'CaseDefinition',
              condition: writeCondition({ joined: 'and', rows: [row] }),
              result: { type: 'StaticCaseResult', value: '' },
            };
            change({ cases: [...cases, one] });
          }}
        >
          <Plus aria-hidden /> Add case
        </Button>
      )}
      {first === undefined && (
        <p className="field-note">
          Wire something to this node below; cases speak of wires by their names.
        </p>
      )}
      <Result
        label="Otherwise"
        value={whole.default}
        {...{ names, disabled }}
        onChange={(result) => {
          change({ default: result });
        }}
      />
    </div>
  );
}
