import './ImportDialog.css';
import { CircleX, TriangleAlert } from 'lucide-react';
import { useScene } from '../../commands/scene';
import { takeAgain } from '../../commands/takeIn';
import { addToCanvas, replaceDraft } from '../../commands/takeReading';
import type { Incoming, Reading } from '../../graph/exchange/translator';
import { wiresOf } from '../../graph/ports';
import { validate } from '../../graph/validate';
import { useEditor } from '../../store/editor';
import { useGesture } from '../../store/gesture';
import { Button } from '../../ui/Button';
import { Dialog, DialogActions } from '../../ui/Dialog';
import { count } from '../../ui/format';
import { lazily } from '../../ui/lazily';

const ModelImport = lazily(async () => (await import('./ModelImport')).ModelImport, {
  soon: false,
});

const DefinitionTrouble = lazily(
  async () => (await import('../exchange/DefinitionTrouble')).DefinitionTrouble,
  { soon: false },
);

const SHOWN_PROBLEMS = 8;

function Faults({ title, lines }: { title: string; lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <section className="import-faults">
      <h3>
        <TriangleAlert aria-hidden width={14} height={14} /> {title}
      </h3>
      <ul>
        {lines.slice(0, SHOWN_PROBLEMS).map((line) => (
          <li key={line}>{line}</li>
        ))}
        {lines.length > SHOWN_PROBLEMS && <li>and {lines.length - SHOWN_PROBLEMS} more</li>}
      </ul>
    </section>
  );
}

function Found({ reading, format, from }: { reading: Reading; format: string; from: string }) {
  const scene = useScene();
  const catalogue = useEditor((state) => state.catalogue);
  const isEmpty = useEditor((state) => state.document.graph.nodes.length === 0);
  const receive = useGesture((state) => state.receive);
  const close = () => {
    receive(null);
  };
  const { graph, layout } = reading.document;
  const problems = validate(graph, catalogue, layout);
  const act = (perform: typeof replaceDraft) => {
    close();
    perform(scene, reading);
  };
  return (
    <Dialog open onOpenChange={close} title="Import workflow" hint={`${format} from ${from}`}>
      <p className="dialog-text">
        <b>{reading.name ?? 'A workflow'}</b> with {count(graph.nodes.length, 'node')},{' '}
        {count(wiresOf(graph).length, 'wire')} and {count(graph.inputs.length, 'input')}
        {graph.outputs?.length ? `; its answer holds ${count(graph.outputs.length, 'output')}` : ''}
        .
      </p>
      <Faults title="What is different here" lines={reading.remarks} />
      <Faults
        title={`${count(problems.length, 'problem')}, kept and marked on the canvas`}
        lines={problems.map(({ message, cure }) => `${message} ${cure}`)}
      />
      <DialogActions>
        <Button onClick={close}>Cancel</Button>
        {!isEmpty && (
          <Button
            onClick={() => {
              act(addToCanvas);
            }}
          >
            Add to the canvas
          </Button>
        )}
        <Button
          look="primary"
          onClick={() => {
            act(replaceDraft);
          }}
        >
          {isEmpty ? 'Import workflow' : 'Replace the draft'}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function Refused({ incoming }: { incoming: Extract<Incoming, { kind: 'refused' }> }) {
  const receive = useGesture((state) => state.receive);
  const scene = useScene();
  const at = useEditor((state) => state.workflow);
  const { trouble, from } = incoming;
  const close = () => {
    receive(null);
  };
  return (
    <Dialog
      open
      onOpenChange={close}
      title="Nothing was imported"
      hint={from}
      width={trouble ? 560 : 440}
    >
      <p className="dialog-text import-refused">
        <CircleX aria-hidden width={16} height={16} /> {incoming.message}
      </p>
      <Faults title="What is wrong in it" lines={incoming.faults} />
      {trouble && (
        <DefinitionTrouble
          at={at}
          trouble={trouble}
          onKept={() => takeAgain(scene, from, trouble.text)}
        />
      )}
      <DialogActions>
        <Button look={trouble?.unknownModels.length ? 'plain' : 'primary'} onClick={close}>
          Close
        </Button>
      </DialogActions>
    </Dialog>
  );
}

/** What files hold, before they change anything: replace the draft, add to it, or leave it. */
export function ImportDialog() {
  const incoming = useGesture((state) => state.incoming);
  if (!incoming) return null;
  if (incoming.kind === 'model') return <ModelImport incoming={incoming} />;
  return incoming.kind === 'read' ? <Found {...incoming} /> : <Refused incoming={incoming} />;
}
