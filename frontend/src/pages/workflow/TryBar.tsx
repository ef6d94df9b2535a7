import { Plus } from 'lucide-react';
import { useRef } from 'react';

const ACCEPTED: Record<string, string> = { image: 'image/*', video: 'video/*', audio: 'audio/*' };

/** The blue plus: choose files, or drop or paste them. */
export function TryBar({ type, onFiles }: { type: string; onFiles: (files: File[]) => void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className="try-bar">
      <button
        type="button"
        className="plus"
        aria-label={`Try your own ${type}`}
        onClick={() => input.current?.click()}
      >
        <Plus aria-hidden />
      </button>
      <div>
        <b>Try your own {type}</b>
        <p>Choose, drop or paste up to 32 files</p>
      </div>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={ACCEPTED[type]}
        aria-label={`Files to try`}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
    </div>
  );
}
