import './Timeline.css';
import type { Run } from '../api/types';
import { nodeName } from '../graph/ports';
import { useEditor } from '../store/editor';
import { useRun } from '../store/run';
import { classes } from '../ui/classes';
import { duration } from '../ui/format';

interface Bar {
  id: string;
  start: number;
  queue: number;
  ms: number;
  words: string;
  status: string;
}

/** Bars in milliseconds since the run was made, in the order the nodes started. */
function barsOf(run: Run): Bar[] {
  const zero = Date.parse(run.created_at);
  return run.graph.nodes
    .filter(({ id }) => run.nodes[id])
    .map(({ id }) => {
      const state = run.nodes[id];
      const started = state?.started_at ? Math.max(0, Date.parse(state.started_at) - zero) : 0;
      const ms = state?.ms ?? 0;
      const words = state?.pinned
        ? 'pinned'
        : state?.cached
          ? 'cached'
          : state?.ms != null
            ? duration(state.ms)
            : (state?.status ?? 'queued');
      const queue = Math.min(started, state?.queue_ms ?? 0);
      return {
        id,
        start: started,
        queue,
        ms,
        words,
        status: state?.cached ? 'cached' : (state?.status ?? 'queued'),
      };
    })
    .sort((a, b) => a.start - b.start);
}

/** When each node waited and worked. */
export function Timeline({ id }: { id: string }) {
  const run = useRun(id);
  return run ? <TimelineBars run={run} /> : null;
}

/** The same of a run that is at hand. */
export function TimelineBars({ run }: { run: Run }) {
  const catalogue = useEditor((state) => state.catalogue);
  const bars = barsOf(run);
  const total = Math.max(1, run.ms ?? 0, ...bars.map((bar) => bar.start + bar.ms));
  const percent = (ms: number) => `${(ms / total) * 100}%`;
  return (
    <ol className="timeline" aria-label="When each node ran">
      {bars.map((bar) => (
        <li key={bar.id}>
          <span className="timeline-name">
            {nodeName(run.graph, catalogue, bar.id, run.layout)}
          </span>
          <span className="timeline-track">
            <i
              className="queue"
              style={{ left: percent(bar.start - bar.queue), width: percent(bar.queue) }}
            />
            <i
              className={classes('bar', bar.status)}
              style={{ left: percent(bar.start), width: percent(bar.ms) }}
            />
          </span>
          <span className="timeline-words">{bar.words}</span>
        </li>
      ))}
    </ol>
  );
}
