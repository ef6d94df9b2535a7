import '../../panels/panels.css';
import '../workflow/workflow.css';
import './run.css';
import { Download } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import type { WorkflowRef } from '../../api/client';
import type { Catalogue, Run } from '../../api/types';
import { withPlaces } from '../../graph/layout';
import { IN } from '../../graph/ports';
import { TimelineBars } from '../../panels/Timeline';
import { JsonPreview } from '../../previews/JsonPreview';
import { useEditor, type Viewing } from '../../store/editor';
import { Button } from '../../ui/Button';
import { CopyButton } from '../../ui/CopyButton';
import { Tabs } from '../../ui/Tabs';
import { ReadCanvas } from '../graph/ReadCanvas';
import { ReadScene } from '../graph/ReadScene';
import { Outputs } from '../workflow/Outputs';

interface RunViewProps {
  at: WorkflowRef;
  catalogue: Catalogue;
  run: Run;
}

/** Choosing a node on the canvas brings its output into view. */
function FollowChoice() {
  const chosen = useEditor((state) => [...state.selectedNodes].join('\n'));
  useEffect(() => {
    if (!chosen || chosen === IN) return;
    document.getElementById(`output-${chosen}`)?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return null;
}

function download(run: Run): void {
  const url = URL.createObjectURL(
    new Blob([JSON.stringify(run, null, 2)], { type: 'application/json' }),
  );
  const link = document.createElement('a');
  link.href = url;
  link.download = `run-${run.number}.json`;
  link.click();
  URL.revokeObjectURL(url);
}

function RawJson({ run }: { run: Run }) {
  return (
    <div className="run-json">
      <div className="run-json-tools">
        <CopyButton label="Copy JSON" text={JSON.stringify(run, null, 2)} />
        <Button
          size="small"
          onClick={() => {
            download(run);
          }}
        >
          <Download aria-hidden />
          Download JSON
        </Button>
      </div>
      <JsonPreview value={run} size="full" root="run" />
    </div>
  );
}

/** A run on the graph that it ran: states on the nodes, then outputs, times and the raw JSON. */
export function RunView({ at, catalogue, run }: RunViewProps) {
  const [tab, setTab] = useState('outputs');
  const { id, graph } = run;
  const layout = useMemo(() => withPlaces(graph, run.layout), [graph, run.layout]);
  // What the canvas draws of a run comes live from the run store: this is made once.
  const [viewing] = useState<Viewing>({ kind: 'run', id, run, graph, layout });
  return (
    <ReadScene at={at} catalogue={catalogue} viewing={viewing}>
      <section className="card run-graph" aria-label="The graph it ran">
        <ReadCanvas label="The graph it ran" />
        <FollowChoice />
      </section>
      <section className="card run-results" aria-label="Results">
        <Tabs
          label="Results"
          value={tab}
          onChange={setTab}
          tabs={[
            {
              id: 'outputs',
              label: 'Outputs',
              content: <Outputs {...{ at, graph, layout, catalogue, run }} />,
            },
            {
              id: 'timeline',
              label: 'Timeline',
              content: (
                <div className="run-timeline">
                  <TimelineBars run={run} />
                  <TimelineKey />
                </div>
              ),
            },
            { id: 'json', label: 'JSON', content: <RawJson run={run} /> },
          ]}
        />
      </section>
    </ReadScene>
  );
}

function TimelineKey() {
  return (
    <p className="timeline-key">
      <i className="queue" /> waited <i className="bar" /> ran <i className="cached" /> cached or
      not run <i className="failed" /> failed
    </p>
  );
}
