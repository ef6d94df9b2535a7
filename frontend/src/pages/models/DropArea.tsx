import { type ReactNode, useRef, useState } from 'react';
import { classes } from '../../ui/classes';
import { type DroppedFile, filesIn } from '../../ui/droppedFiles';

interface DropAreaProps {
  /** said over the page while files hover there */
  label: string;
  onFiles: (files: DroppedFile[]) => void;
  children: ReactNode;
}

/** Takes files or a folder dropped anywhere on what it holds. */
export function DropArea({ label, onFiles, children }: DropAreaProps) {
  const [over, setOver] = useState(false);
  // Enter and leave are told for every child too.
  const depth = useRef(0);
  const leave = () => {
    depth.current = 0;
    setOver(false);
  };
  return (
    <div
      className={classes('drop-area', over && 'over')}
      data-testid="drop-area"
      onDragEnter={(event) => {
        if (!event.dataTransfer.types.includes('Files')) return;
        depth.current += 1;
        setOver(true);
      }}
      onDragLeave={() => {
        depth.current -= 1;
        if (depth.current <= 0) leave();
      }}
      onDragOver={(event) => {
        if (event.dataTransfer.types.includes('Files')) event.preventDefault();
      }}
      onDrop={(event) => {
        const files = [...event.dataTransfer.files];
        leave();
        // A dialog above it has a place of its own for files.
        if (files.length === 0 || event.defaultPrevented) return;
        event.preventDefault();
        const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry());
        void filesIn(files, entries).then(onFiles);
      }}
    >
      {children}
      {over && <p className="drop-words">{label}</p>}
    </div>
  );
}
