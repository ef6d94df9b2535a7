import { X } from 'lucide-react';
import { Button, IconButton } from '../../ui/Button';
import type { Takes } from './takes';
import { toCome } from './useTry';

interface WaitingFilesProps {
  waiting: readonly File[];
  text: string;
  takes: Takes;
  busy: boolean;
  onRun: () => void;
  onChange: (files: File[]) => void;
}

/** Files that were given, while what goes with them is still to come. */
export function WaitingFiles({ waiting, text, takes, busy, onRun, onChange }: WaitingFilesProps) {
  const missing = toCome(waiting, text, takes);
  return (
    <div className="waiting-files" role="group" aria-label="Files to run on">
      <ul>
        {waiting.map((file) => (
          <li key={file.name}>
            {file.name}
            <IconButton
              size="small"
              label={`Leave out ${file.name}`}
              onClick={() => {
                onChange(waiting.filter((other) => other !== file));
              }}
            >
              <X aria-hidden />
            </IconButton>
          </li>
        ))}
      </ul>
      <span className="faint" role="status">
        {missing ? `Give ${missing} too, or run without.` : 'All is there.'}
      </span>
      <Button size="small" look={missing ? 'plain' : 'primary'} disabled={busy} onClick={onRun}>
        Run on {waiting.length === 1 ? 'this file' : 'these files'}
      </Button>
    </div>
  );
}
