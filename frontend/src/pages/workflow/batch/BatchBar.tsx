import { Download } from 'lucide-react';
import type { Run } from '../../../api/types';
import { Button } from '../../../ui/Button';
import { count } from '../../../ui/format';
import { asCsv, asJson } from './results';
import { saveFile } from './saveFile';

interface BatchBarProps {
  run: Run;
  total: number;
  failed: number;
  failedOnly: boolean;
  onFailedOnly: (on: boolean) => void;
}

/** What is in the grid, which of it is shown, and all of it as a file. */
export function BatchBar({ run, total, failed, failedOnly, onFailedOnly }: BatchBarProps) {
  const name = `${run.workflow || 'results'}-run-${run.number || run.id.slice(-6)}`;
  return (
    <div className="batch-bar">
      <span role="status">
        {count(total, 'input')}
        {failed > 0 && `, ${failed} failed`}
      </span>
      <label className="batch-filter">
        <input
          type="checkbox"
          checked={failedOnly}
          disabled={failed === 0}
          onChange={(event) => {
            onFailedOnly(event.target.checked);
          }}
        />
        Failed only
      </label>
      <span className="spread" />
      <Button
        size="small"
        onClick={() => {
          saveFile(`${name}.json`, 'application/json', asJson(run));
        }}
      >
        <Download aria-hidden /> Download JSON
      </Button>
      <Button
        size="small"
        onClick={() => {
          saveFile(`${name}.csv`, 'text/csv', asCsv(run));
        }}
      >
        <Download aria-hidden /> Download CSV
      </Button>
    </div>
  );
}
