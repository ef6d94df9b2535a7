import { FileUp } from 'lucide-react';
import { type DragEvent, useId, useState } from 'react';
import { classes } from '../../ui/classes';
import { type DroppedFile, filesIn, named } from '../../ui/droppedFiles';

const ACCEPT = '.onnx,.onnx_data,.data,.json,.txt,.model,.yaml,.yml,application/json,text/plain';

interface ChooseFilesProps {
  label: string;
  hint: string;
  onFiles: (files: DroppedFile[]) => void;
}

/** A place to drop a model's files or folder on, or to choose them from. */
export function ChooseFiles({ label, hint, onFiles }: ChooseFilesProps) {
  const id = useId();
  const [over, setOver] = useState(false);
  const take = (event: DragEvent) => {
    event.preventDefault();
    event.stopPropagation();
    setOver(false);
    const { files, items } = event.dataTransfer;
    const entries = [...items].map((item) => item.webkitGetAsEntry());
    void filesIn([...files], entries).then(onFiles);
  };
  return (
    <div
      className={classes('model-files', over && 'over')}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => {
        setOver(false);
      }}
      onDrop={take}
    >
      <FileUp aria-hidden />
      <label htmlFor={id}>{label}</label>
      <p>{hint}</p>
      <input
        id={id}
        type="file"
        multiple
        accept={ACCEPT}
        onChange={({ target }) => {
          const chosen = named(target.files ?? []);
          target.value = '';
          if (chosen.length > 0) onFiles(chosen);
        }}
      />
    </div>
  );
}
