import { Mic, Plus } from 'lucide-react';
import { useRef } from 'react';
import { inWords } from '../../graph/files';
import { Button } from '../../ui/Button';

const ACCEPTED: Record<string, string> = { image: 'image/*', video: 'video/*', audio: 'audio/*' };

interface TryBarProps {
  /** kinds that come as files */
  kinds: readonly string[];
  /** a text goes with them */
  withText: boolean;
  most: number;
  /** how large they may be, in words */
  limits: string;
  onFiles: (files: File[]) => void;
  /** absent where no sound is taken */
  onRecord?: (() => void) | undefined;
}

/** The blue plus: choose files, or drop or paste them. */
export function TryBar({ kinds, withText, most, limits, onFiles, onRecord }: TryBarProps) {
  const input = useRef<HTMLInputElement>(null);
  const what = `Try your own ${inWords(kinds)}${withText ? ' and text' : ''}`;
  return (
    <div className="try-bar">
      <button
        type="button"
        className="plus"
        aria-label={what}
        onClick={() => input.current?.click()}
      >
        <Plus aria-hidden />
      </button>
      <div>
        <b>{what}</b>
        <p>
          Choose, drop or paste up to {most} files. {limits}.
        </p>
      </div>
      {onRecord && (
        <Button size="small" onClick={onRecord}>
          <Mic aria-hidden /> Record sound
        </Button>
      )}
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={kinds.map((kind) => ACCEPTED[kind]).join()}
        aria-label="Files to try"
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
    </div>
  );
}
