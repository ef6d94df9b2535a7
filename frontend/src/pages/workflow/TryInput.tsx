import { type ReactNode, useState } from 'react';
import type { MediaLimits } from '../../api/types';
import { limitWords } from '../../graph/files';
import { ErrorNote } from '../../ui/ErrorNote';
import { lazily } from '../../ui/lazily';
import { TextTry } from './TextTry';
import { TryBar } from './TryBar';
import type { Takes } from './takes';
import { UrlTry } from './UrlTry';
import type { useTry } from './useTry';
import { WaitingFiles } from './WaitingFiles';

const Microphone = lazily(async () => (await import('../../panels/Microphone')).Microphone, {
  soon: false,
});

interface TryInputProps {
  takes: Takes;
  most: number;
  limits: MediaLimits;
  urls: boolean;
  busy: boolean;
  tried: ReturnType<typeof useTry>;
  /** the samples, and what else belongs into the frame */
  children?: ReactNode;
}

/** Every way to give an input, for exactly the kinds that the workflow takes. */
export function TryInput({ takes, most, limits, urls, busy, tried, children }: TryInputProps) {
  const { start, onFiles, text, setText, waiting, setWaiting, error } = tried;
  const [recording, setRecording] = useState(false);
  const run = () => {
    if (waiting.length > 0) void start({ files: waiting });
    else if (text.trim()) void start({ text });
  };
  return (
    <div className="try-body">
      {takes.files.length > 0 && (
        <TryBar
          kinds={takes.files}
          withText={takes.text}
          most={most}
          limits={limitWords(takes.files, limits)}
          onFiles={onFiles}
          onRecord={
            takes.files.includes('audio')
              ? () => {
                  setRecording(true);
                }
              : undefined
          }
        />
      )}
      {waiting.length > 0 && (
        <WaitingFiles {...{ waiting, text, takes, busy }} onRun={run} onChange={setWaiting} />
      )}
      {takes.text && (
        <TextTry
          disabled={busy}
          text={text}
          second={takes.files.length > 0}
          onText={setText}
          onRun={run}
        />
      )}
      {children}
      {urls && takes.files.length > 0 && (
        <UrlTry
          disabled={busy}
          onUrl={(url) => {
            void start({ inputs: [{ url }] });
          }}
        />
      )}
      {error !== null && <ErrorNote title="The run did not start" error={error} />}
      {recording && (
        <Microphone
          longest={limits.audio_seconds}
          onTaken={(sound) => {
            setRecording(false);
            onFiles([sound]);
          }}
          onClose={() => {
            setRecording(false);
          }}
        />
      )}
    </div>
  );
}
