import { ArrowLeftRight } from 'lucide-react';
import { Link } from 'react-router';
import type { WorkflowRef } from '../../api/client';
import type { Workflow } from '../../api/types';
import { IconButton, LinkButton } from '../../ui/Button';
import { Select } from '../../ui/Select';
import { DRAFT } from './useSides';

interface CompareHeadProps {
  at: WorkflowRef;
  workflow: Workflow;
  from: string;
  to: string;
  onChoose: (sides: { from: string; to: string }) => void;
}

export function CompareHead({ at, workflow, from, to, onChoose }: CompareHeadProps) {
  const home = `/apps/${at.user}/${at.app}/workflows/${at.workflow}`;
  const options = [
    { value: DRAFT, label: 'Draft' },
    ...workflow.versions.map(({ id, number, name }) => ({
      value: id,
      label: name ? `v${number} · ${name}` : `v${number}`,
    })),
  ];
  return (
    <>
      <nav className="crumbs" aria-label="Where you are">
        <Link to={`/apps/${at.user}/${at.app}`}>{workflow.app_name}</Link>
        <span aria-hidden>/</span>
        <Link to={home}>{workflow.name}</Link>
      </nav>
      <div className="page-head compare-head">
        <h1>Compare versions</h1>
        <span className="spread" />
        <div className="compare-sides">
          <Select
            aria-label="Before"
            value={from}
            options={options}
            onChange={(next) => {
              onChoose({ from: next, to });
            }}
          />
          <IconButton
            label="Swap sides"
            onClick={() => {
              onChoose({ from: to, to: from });
            }}
          >
            <ArrowLeftRight aria-hidden />
          </IconButton>
          <Select
            aria-label="After"
            value={to}
            options={options}
            onChange={(next) => {
              onChoose({ from, to: next });
            }}
          />
        </div>
        <LinkButton to={`${home}/edit`}>Edit workflow</LinkButton>
      </div>
    </>
  );
}
