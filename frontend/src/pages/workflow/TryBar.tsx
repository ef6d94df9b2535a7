import { Plus } from 'lucide-react';
import { useRef } from 'react';
import { inWords } from './takes';

const ACCEPTED: Record<string, string> = { image: 'image/*', video: 'video/*', audio: 'audio/*' };

interface TryBarProps {
  /** kinds that come as files */
  kinds: readonly string[];
  most: number;
  onFiles: (files: File[]) => void;
}

/** The blue plus: choose files, or drop or paste them. */
export function TryBar({ kinds, most, onFiles }: TryBarProps) {
  const input = useRef<HTMLInputElement>(null);
  const what = `Try your own ${inWords(kinds)}`;
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
        <p>Choose, drop or paste up to {most} files</p>
      </div>
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
