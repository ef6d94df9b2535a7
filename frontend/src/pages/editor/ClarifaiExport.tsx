import { useState } from 'react';
import type { FileForm } from '../../api/exchange';
import { Choices } from '../../ui/Choices';
import { FileExport } from './FileExport';

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
const YAML = { ending: 'yml', type: 'application/yaml', button: 'Download YAML' };

/** A workflow as a file for Clarifai's tools, and what such a file cannot say. */
export function ClarifaiExport({ onClose }: { onClose: () => void }) {
  const [form, setForm] = useState<FileForm>('clarifai-full');
  return (
    <FileExport
      title="Download as Clarifai YAML"
      hint="What is on the canvas, as a file that Clarifai’s SDK reads too."
      form={form}
      lost={
        form === 'clarifai' ? 'Not in the file' : 'In the comment only, which other tools pass over'
      }
      file={YAML}
      onClose={onClose}
    >
      <div className="export-forms">
        <Choices label="Which file" value={form} options={FORMS} onChange={setForm} />
      </div>
    </FileExport>
  );
}
