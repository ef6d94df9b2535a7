import './Dock.css';
import { ChevronDown, ChevronUp } from 'lucide-react';
import { useState } from 'react';
import type { Run } from '../api/types';
import { findNode, IN, nodeName } from '../graph/ports';
import { type EditorState, shownDocument, shownRun, useEditor } from '../store/editor';
import { useRun } from '../store/run';
import { IconButton } from '../ui/Button';
import { count, duration } from '../ui/format';
import { lazily } from '../ui/lazily';
import { Tabs } from '../ui/Tabs';
import { RunInputTray } from './RunInputTray';

/** Nothing has a result at first paint. */
const JsonPreview = lazily(async () => (await import('../previews/JsonPreview')).JsonPreview);
const NodeOutput = lazily(async () => (await import('./NodeOutput')).NodeOutput);
const Timeline = lazily(async () => (await import('./Timeline')).Timeline);

/** "run 41 · 3 of 5 done, 1 cached" */
function sayRun(run: Run): string {
  const states = Object.values(run.nodes);
  const done = states.filter((state) => state.status === 'succeeded').length;
  const cached = states.filter((state) => state.cached).length;
  const failed = states.filter((state) => state.status === 'failed').length;
  const parts = [`${done} of ${run.graph.nodes.length} done`];
  if (cached > 0) parts.push(`${cached} cached`);
  if (failed > 0) parts.push(`${failed} failed`);
  const time = run.ms === null ? '' : ` · ${duration(run.ms)}`;
  return `Run ${run.number} · ${parts.join(', ')}${time}`;
}

/** The one selected node, else the last of the run. */
function useViewedNode(otherwise: string | undefined): { id: string; name: string } | null {
  const id = useEditor((state) => {
    const chosen = [...state.selectedNodes].filter((node) => node !== IN);
    const [first] = chosen;
    if (chosen.length === 1 && first) return first;
    return otherwise && findNode(shownDocument(state).graph, otherwise) ? otherwise : null;
  });
  const name = useEditor((state) => {
    const { graph, layout } = shownDocument(state);
    return id ? nodeName(graph, state.catalogue, id, layout) : '';
  });
  return id ? { id, name } : null;
}

/** With IN selected, the viewer offers what to run on. */
function isInputSelected({ selectedNodes }: EditorState): boolean {
  return selectedNodes.size === 1 && selectedNodes.has(IN);
}

interface DockProps {
  open: boolean;
  onOpen: (open: boolean) => void;
}

/** The viewer below the canvas: stays while other nodes are selected. */
export function Dock({ open, onOpen }: DockProps) {
  const run = useRun(useEditor(shownRun));
  const node = useViewedNode(run?.graph.nodes.at(-1)?.id);
  const [tab, setTab] = useState('output');
  const toggle = (
    <span className="dock-aside">
      {run && (
        <span className="faint">
          {sayRun(run)}
          {run.input_count > 1 && ` · ${count(run.input_count, 'input')}`}
        </span>
      )}
      <IconButton
        size="small"
        label={open ? 'Collapse the viewer' : 'Open the viewer'}
        aria-expanded={open}
        onClick={() => {
          onOpen(!open);
        }}
      >
        {open ? <ChevronDown aria-hidden /> : <ChevronUp aria-hidden />}
      </IconButton>
    </span>
  );
  const empty = (
    <div className="dock-empty">
      <p>Choose an input and run: every node shows its result as it arrives.</p>
      <RunInputTray />
    </div>
  );
  const inputs = <RunInputTray />;
  const choosing = useEditor(isInputSelected);
  const shown = run && node;
  return (
    <section className="dock" aria-label="Viewer" data-open={open} data-testid="dock">
      <Tabs
        label="Viewer"
        value={tab}
        onChange={(next) => {
          setTab(next);
          onOpen(true);
        }}
        aside={toggle}
        tabs={[
          {
            id: 'output',
            label: choosing ? 'Input' : (node?.name ?? 'Output'),
            content: choosing ? (
              inputs
            ) : shown ? (
              <NodeOutput key={node.id} node={node.id} run={run} />
            ) : (
              empty
            ),
          },
          {
            id: 'json',
            label: 'JSON',
            content: shown ? (
              <JsonPreview value={run.outputs[node.id] ?? null} size="full" />
            ) : (
              empty
            ),
          },
          { id: 'timeline', label: 'Timeline', content: run ? <Timeline run={run} /> : empty },
        ]}
      />
    </section>
  );
}
