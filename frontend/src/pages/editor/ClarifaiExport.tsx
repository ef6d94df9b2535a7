import './ClarifaiExport.css';
import { useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { type FileForm, writeFile } from '../../api/exchange';
import { useScene } from '../../commands/scene';
import { shownDocument } from '../../store/editor';
import { Button } from '../../ui/Button';
import { Choices } from '../../ui/Choices';
import { CopyButton } from '../../ui/CopyButton';
import { Dialog, DialogActions } from '../../ui/Dialog';
import { download } from '../../ui/download';
import { ErrorNote } from '../../ui/ErrorNote';

const FORMS: { value: FileForm; title: string; about: string }[] = [
  {
    value: 'clarifai-full',
    title: 'Complete',
    about:
      'Holds the parameters of every node. What the format has no place for goes into a comment that Weft reads.',
  },
  {
    value: 'clarifai',
    title: 'For Clarifai’s SDK',
    about: 'As its own export writes it: every node by the version of its model on this server.',
  },
];

function Lost({ form, notes }: { form: FileForm; notes: readonly string[] }) {
  if (notes.length === 0) return <p className="export-none">Everything is in the file.</p>;
  return (
    <section className="export-lost">
      <h3>
        {form === 'clarifai'
          ? 'Not in the file'
          : 'In the comment only, which other tools pass over'}
      </h3>
      <ul>
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </section>
  );
}

/** A workflow as a file for Clarifai's tools, and what such a file cannot say. */
export function ClarifaiExport({ onClose }: { onClose: () => void }) {
  const { editor, gesture } = useScene();
  const [form, setForm] = useState<FileForm>('clarifai-full');
  const [work] = useState(() => {
    const state = editor.getState();
    return { at: state.workflow, document: shownDocument(state) };
  });
  const { at, document } = work;
  const written = useQuery({
    queryKey: ['clarifai-file', at, document, form],
    queryFn: () => writeFile(at, form, { name: at.workflow, ...document }),
    retry: false,
    staleTime: 0,
    gcTime: 0,
  });
  const save = (text: string) => {
    const name = `${at.workflow}.yml`;
    download(new Blob([text], { type: 'application/yaml' }), name);
    gesture.getState().tell(`Downloaded ${name}.`);
    onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Download as Clarifai YAML"
      hint="What is on the canvas, as a file that Clarifai’s SDK reads too."
      width={560}
    >
      <div className="export-forms">
        <Choices label="Which file" value={form} options={FORMS} onChange={setForm} />
      </div>
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
            <Lost form={form} notes={written.data.notes} />
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
          <Download aria-hidden /> Download YAML
        </Button>
      </DialogActions>
    </Dialog>
  );
}
