import './QueryControl.css';
import { useState } from 'react';
import { sayQuery } from '../graph/queryWords';
import { Button } from '../ui/Button';
import { ConditionBuilder } from './ConditionBuilder';
import type { ControlProps } from './controlProps';
import { JsonControl } from './JsonControl';

/** A condition or operations: what they say in a line, a builder for conditions, and the whole as JSON. */
export function QueryControl(props: ControlProps) {
  const { schema, value, id } = props;
  const [asJson, setAsJson] = useState(false);
  const lines = sayQuery(schema.widget, value);
  const builds = schema.widget === 'statement';
  return (
    <div className="query-control">
      <div className="query-said">
        {lines.map((line, index) => (
          <p key={`${index}:${line}`}>{line}</p>
        ))}
        {lines.length === 0 && <p>Nothing yet</p>}
      </div>
      {builds && !asJson && <ConditionBuilder {...props} />}
      {asJson && <JsonControl {...props} />}
      <Button
        {...(!builds && !asJson ? { id } : {})}
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
