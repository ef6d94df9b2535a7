import './Dock.css';
import { ChevronDown, ChevronUp } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { findNode, IN, nodeName } from '../graph/ports';
import { type EditorState, shownDocument, shownRun, useEditor } from '../store/editor';
import { usePinsOnShow } from '../store/pins';
import { useRunStore } from '../store/run';
import { IconButton } from '../ui/Button';
import { count } from '../ui/format';
import { lazily } from '../ui/lazily';
import { Tabs } from '../ui/Tabs';
import { sayRun } from './sayRun';

/** Its place is kept: the dock has its height from the start. */
const RunInputTray = lazily(async () => (await import('./RunInputTray')).RunInputTray);
/** Nothing has a result at first paint. */
const NodeJson = lazily(async () => (await import('./NodeJson')).NodeJson);
const NodeOutput = lazily(async () => (await import('./NodeOutput')).NodeOutput);
const Timeline = lazily(async () => (await import('./Timeline')).Timeline);

const SIDE_BY_SIDE = 2;

/** The selected node, or two of them side by side; else the last of the run. */
function useViewedNodes(otherwise: string | undefined): string[] {
  return useEditor(
    useShallow((state) => {
      const { graph } = shownDocument(state);
      const chosen = [...state.selectedNodes].filter((node) => node !== IN);
      if (chosen.length >= 1 && chosen.length <= SIDE_BY_SIDE) {
        // In graph order, whichever was selected first.
        return graph.nodes.map(({ id }) => id).filter((id) => chosen.includes(id));
      }
      return otherwise && findNode(graph, otherwise) ? [otherwise] : [];
    }),
  );
}

function useNames(nodes: readonly string[]): string {
  return useEditor((state) => {
    const { graph, layout } = shownDocument(state);
    return nodes.map((id) => nodeName(graph, state.catalogue, id, layout)).join(' and ');
  });
}

/** With IN selected, the viewer offers what to run on. */
function isInputSelected({ selectedNodes }: EditorState): boolean {
  return selectedNodes.size === 1 && selectedNodes.has(IN);
}

/** What the run on show did, in a line that is said again only when it changes. */
function RunFacts({ id }: { id: string | null }) {
  const words = useRunStore((store) => {
    const run = id ? store.entries[id]?.run : undefined;
    if (!run) return '';
    return sayRun(run) + (run.input_count > 1 ? ` · ${count(run.input_count, 'input')}` : '');
  });
  return <span className="faint">{words}</span>;
}

interface DockProps {
  open: boolean;
  onOpen: (open: boolean) => void;
}

/** The viewer below the canvas: stays while other nodes are selected. */
export function Dock({ open, onOpen }: DockProps) {
  const id = useEditor(shownRun);
  const last = useRunStore((store) =>
    id ? store.entries[id]?.run?.graph.nodes.at(-1)?.id : undefined,
  );
  const nodes = useViewedNodes(last);
  const pins = usePinsOnShow();
  const names = useNames(nodes);
  const choosing = useEditor(isInputSelected);
  const [tab, setTab] = useState('output');
  const empty = (
    <div className="dock-empty">
      <p>Choose an input and run: every node shows its result as it arrives.</p>
      <RunInputTray />
    </div>
  );
  const panes = (draw: (node: string, titled: boolean) => ReactNode) =>
    nodes.length === 0 || (last === undefined && !nodes.some((node) => pins.has(node))) ? (
      empty
    ) : (
      <div className="dock-panes" data-panes={nodes.length}>
        {nodes.map((node) => draw(node, nodes.length > 1))}
      </div>
    );
  return (
    <section className="dock" aria-label="Viewer" data-open={open} data-testid="dock">
      <Tabs
        label="Viewer"
        value={tab}
        onChange={(next) => {
          setTab(next);
          onOpen(true);
        }}
        aside={
          <span className="dock-aside">
            <RunFacts id={id} />
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
        }
        tabs={[
          {
            id: 'output',
            label: choosing ? 'Input' : names || 'Output',
            content: choosing ? (
              <RunInputTray />
            ) : (
              panes((node, titled) => <NodeOutput key={node} node={node} titled={titled} />)
            ),
          },
          {
            id: 'json',
            label: 'JSON',
            content: panes((node, titled) => <NodeJson key={node} node={node} titled={titled} />),
          },
          { id: 'timeline', label: 'Timeline', content: id ? <Timeline id={id} /> : empty },
        ]}
      />
    </section>
  );
}
