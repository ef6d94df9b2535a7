import './RunFilters.css';
import { useEffect, useState } from 'react';
import type { RunFilter } from '../api/history';
import type { VersionRow } from '../api/types';
import { TextInput } from '../ui/Field';
import { Select } from '../ui/Select';

const STATUSES = [
  { value: '', label: 'Any status' },
  { value: 'queued,running', label: 'Going on' },
  { value: 'succeeded', label: 'Done' },
  { value: 'partially_succeeded', label: 'Done in part' },
  { value: 'failed,dead', label: 'Failed' },
  { value: 'cancelled', label: 'Stopped' },
];
const ORIGINS = [
  { value: '', label: 'From anywhere' },
  { value: 'editor', label: 'From the editor' },
  { value: 'api', label: 'From the API' },
  { value: 'batch', label: 'Batches' },
];
const TIMES = [
  { value: '', label: 'Any time' },
  { value: '1', label: 'Last hour' },
  { value: '24', label: 'Last 24 hours' },
  { value: '168', label: 'Last 7 days' },
];

const PAUSE_MS = 250;

/** Looks once the typing pauses. */
function SearchInput({ text, onText }: { text: string; onText: (text: string) => void }) {
  const [typed, setTyped] = useState(text);
  useEffect(() => {
    if (typed === text) return;
    const timer = setTimeout(() => {
      onText(typed);
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [typed, text, onText]);
  return (
    <TextInput
      type="search"
      aria-label="Search runs"
      placeholder="Number, input or error"
      maxLength={100}
      value={typed}
      onChange={(event) => {
        setTyped(event.target.value);
      }}
    />
  );
}

interface RunFiltersProps {
  filter: RunFilter;
  /** a part of the filter: two changes in quick succession both count */
  onChange: (part: Partial<RunFilter>) => void;
  /** of the workflow whose runs are listed */
  versions?: readonly VersionRow[] | undefined;
  /** of the app whose runs are listed */
  workflows?: readonly { id: string; name: string }[] | undefined;
}

/** Narrows a list of runs. */
export function RunFilters({ filter, onChange, versions, workflows }: RunFiltersProps) {
  const set = (part: keyof RunFilter) => (value: string) => {
    onChange({ [part]: value });
  };
  return (
    <div className="run-filters" role="search" aria-label="Filter runs">
      <SearchInput key={filter.workflow} text={filter.q} onText={set('q')} />
      {workflows && (
        <Select
          size="small"
          aria-label="Workflow"
          value={filter.workflow}
          options={[
            { value: '', label: 'Any workflow' },
            ...workflows.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(workflow) => {
            onChange({ workflow, version: '' });
          }}
        />
      )}
      {versions && (
        <Select
          size="small"
          aria-label="Version"
          value={filter.version}
          options={[
            { value: '', label: 'Any version' },
            { value: 'draft', label: 'Draft' },
            ...versions.map(({ id, number }) => ({ value: id, label: `v${number}` })),
          ]}
          onChange={set('version')}
        />
      )}
      <Select
        size="small"
        aria-label="Status"
        value={filter.status}
        options={STATUSES}
        onChange={set('status')}
      />
      <Select
        size="small"
        aria-label="Origin"
        value={filter.origin}
        options={ORIGINS}
        onChange={set('origin')}
      />
      <Select
        size="small"
        aria-label="Time"
        value={filter.hours}
        options={TIMES}
        onChange={set('hours')}
      />
    </div>
  );
}
