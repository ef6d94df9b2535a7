import './query.css';
import { useState } from 'react';
import { sayQuery } from '../../graph/query/words';
import { Button } from '../../ui/Button';
import type { ControlProps } from '../controlProps';
import { JsonControl } from '../JsonControl';
import { ByNameBuilder } from './ByNameBuilder';
import { CasesBuilder } from './CasesBuilder';
import { ConditionBuilder } from './ConditionBuilder';
import { type Builders, Nested } from './nested';
import { OperationsBuilder } from './OperationsBuilder';

const BUILDERS: Builders = { Operations: OperationsBuilder, Condition: ConditionBuilder };

/** The form that suits what the setting holds. */
function Builder({ schema, value, disabled, suggestions = [], flows, onChange }: ControlProps) {
  const { from = null, to = null } = flows ?? {};
  const common = { value, disabled, names: suggestions, onChange };
  switch (schema.widget) {
    case 'statement':
      return <ConditionBuilder {...common} flow={null} />;
    case 'operations':
      return <OperationsBuilder {...common} flow={from} end={to} />;
    case 'cases':
      return <CasesBuilder {...common} flow={null} />;
    default:
      return <ByNameBuilder {...common} flow={null} />;
  }
}

/** A condition, cases or operations: what they say in a line, rows to fill in, and the whole as JSON. */
export function QueryControl(props: ControlProps) {
  const { schema, value, label } = props;
  const [asJson, setAsJson] = useState(false);
  const lines =
    schema.widget === 'operations-by-name' && !asJson ? [] : sayQuery(schema.widget, value);
  return (
    <div className="query-control" role="group" aria-label={label}>
      {lines.length > 0 && (
        <div className="query-said">
          {lines.map((line, index) => (
            <p key={`${index}:${line}`}>{line}</p>
          ))}
        </div>
      )}
      {asJson ? (
        <JsonControl {...props} />
      ) : (
        <Nested value={BUILDERS}>
          <Builder {...props} />
        </Nested>
      )}
      <Button
        size="small"
        look="quiet"
        aria-expanded={asJson}
        onClick={() => {
          setAsJson(!asJson);
        }}
      >
        {asJson ? 'Close JSON' : 'Edit as JSON'}
      </Button>
    </div>
  );
}
