import './FileLinks.css';
import { Download } from 'lucide-react';
import { type AppRef, blobUrl } from '../api/client';
import type { KeptFile } from './within';

const UNITS = ['bytes', 'kB', 'MB', 'GB'];

function told(bytes: number): string {
  const step = bytes > 0 ? Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3)) : 0;
  return `${(bytes / 1000 ** step).toFixed(step > 0 ? 1 : 0)} ${UNITS[step] ?? ''}`;
}

/** Files that a node kept, to be fetched under their own names. */
export function FileLinks({ files, app }: { files: readonly KeptFile[]; app: AppRef }) {
  if (files.length === 0) return null;
  return (
    <ul className="file-links">
      {files.map(({ name, blob, bytes }, index) => (
        <li key={index}>
          <a
            className="nodrag"
            href={blobUrl(app, blob)}
            download={name.slice(name.lastIndexOf('/') + 1)}
            title={`Download ${name}`}
          >
            <Download aria-hidden />
            <span>{name}</span>
          </a>
          <span className="muted">{told(bytes)}</span>
        </li>
      ))}
    </ul>
  );
}
