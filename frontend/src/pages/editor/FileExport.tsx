import './FileExport.css';
import { useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { type FileForm, writeFile } from '../../api/exchange';
import { useScene } from '../../commands/scene';
import { shownDocument } from '../../store/editor';
import { Button } from '../../ui/Button';
import { CopyButton } from '../../ui/CopyButton';
import { Dialog, DialogActions } from '../../ui/Dialog';
import { download } from '../../ui/download';
import { ErrorNote } from '../../ui/ErrorNote';

function Lost({ title, notes }: { title: string; notes: readonly string[] }) {
  if (notes.length === 0) return <p className="export-none">Everything is in the file.</p>;
  return (
    <section className="export-lost">
      <h3>{title}</h3>
      <ul>
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </section>
  );
}

interface FileExportProps {
  title: string;
  hint: string;
  form: FileForm;
  /** over the sentences on what the file cannot say */
  lost: string;
  file: { ending: string; type: string; button: string };
  /** stands above the file */
  children?: ReactNode;
  onClose: () => void;
}

/** What is on the canvas as a file of another tool: shown, with what it cannot say, before it is saved. */
export function FileExport({ title, hint, form, lost, file, children, onClose }: FileExportProps) {
  const { editor, gesture } = useScene();
  const [work] = useState(() => {
    const state = editor.getState();
    return { at: state.workflow, document: shownDocument(state) };
  });
  const { at, document } = work;
  const written = useQuery({
    queryKey: ['written-file', at, document, form],
    queryFn: () => writeFile(at, form, { name: at.workflow, ...document }),
    retry: false,
    staleTime: 0,
    gcTime: 0,
  });
  const save = (text: string) => {
    const name = `${at.workflow}.${file.ending}`;
    download(new Blob([text], { type: file.type }), name);
    gesture.getState().tell(`Downloaded ${name}.`);
    onClose();
  };
  return (
    <Dialog open onOpenChange={onClose} title={title} hint={hint} width={560}>
      {children}
      {written.error && <ErrorNote title="The file was not written" error={written.error} />}
      <div className="export-file" aria-live="polite" aria-busy={written.isPending}>
        {written.data && (
          <>
            <div className="export-text">
              <pre tabIndex={0} aria-label="The file">
                {written.data.text}
              </pre>
              <CopyButton label="Copy file" text={written.data.text} />
            </div>
            <Lost title={lost} notes={written.data.notes} />
          </>
        )}
      </div>
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button
          look="primary"
          disabled={!written.data}
          onClick={() => {
            if (written.data) save(written.data.text);
          }}
        >
          <Download aria-hidden /> {file.button}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
