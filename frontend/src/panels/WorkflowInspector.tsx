import './WorkflowInspector.css';
import { useWorkflow } from '../api/queries';
import type { VersionRow } from '../api/types';
import { focusSearch } from '../commands/focusSearch';
import { help } from '../commands/help';
import { run } from '../commands/run';
import { saveVersion } from '../commands/saveVersion';
import { showShortcut } from '../commands/shortcuts';
import { undo } from '../commands/undo';
import { shownDocument, useEditor } from '../store/editor';
import { Chip } from '../ui/Chip';
import { ago, count } from '../ui/format';
import { Kbd } from '../ui/Kbd';
import { lazily } from '../ui/lazily';
import { ProblemList } from './ProblemList';
import { useShowVersion } from './useShowVersion';

const InputsEditor = lazily(async () => (await import('./InputsEditor')).InputsEditor);

const SHOWN_VERSIONS = 5;
const KEYS = [focusSearch, run, undo, saveVersion, help];

function VersionLine({ row, base }: { row: VersionRow; base: boolean }) {
  const show = useShowVersion();
  return (
    <li>
      <button type="button" className="version-short" onClick={() => void show(row)}>
        <b>v{row.number}</b>
        <span>{row.name || row.summary || count(row.node_count, 'node')}</span>
        {row.published ? <Chip tone="ok">published</Chip> : base && <Chip>draft’s base</Chip>}
        {!row.published && !base && <time dateTime={row.created_at}>{ago(row.created_at)}</time>}
      </button>
    </li>
  );
}

/** The workflow itself, while nothing on its canvas is selected. */
export function WorkflowInspector() {
  const ref = useEditor((state) => state.workflow);
  const nodes = useEditor((state) => shownDocument(state).graph.nodes.length);
  const basedOn = useEditor((state) => state.basedOn);
  const { data: workflow } = useWorkflow(ref);
  const versions = [...(workflow?.versions ?? [])].sort((a, b) => b.number - a.number);
  return (
    <>
      <h2>{workflow?.name ?? 'Workflow'}</h2>
      <p className="hint">{workflow?.note || `${count(nodes, 'node')} on the canvas.`}</p>
      <ProblemList node={null} />
      <h3>Inputs</h3>
      <InputsEditor />
      <h3>Versions</h3>
      <ul>
        {versions.slice(0, SHOWN_VERSIONS).map((row) => (
          <VersionLine key={row.id} row={row} base={row.id === basedOn} />
        ))}
      </ul>
      {workflow && versions.length === 0 && (
        <p className="hint">None yet. Save the workflow to keep this graph for good.</p>
      )}
      {versions.length > SHOWN_VERSIONS && (
        <p className="hint">and {versions.length - SHOWN_VERSIONS} before, under Versions</p>
      )}
      <h3>Keys</h3>
      <ul className="key-list">
        {KEYS.map((command) => (
          <li key={command.id}>
            <span>{command.label}</span>
            <Kbd>{showShortcut(command.shortcuts[0] ?? '')}</Kbd>
          </li>
        ))}
      </ul>
      <p className="hint inspector-tip">
        Select a node to see its settings. Let a wire go on the empty canvas to add a node that
        fits.
      </p>
    </>
  );
}
