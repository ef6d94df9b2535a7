import type { ReactNode } from 'react';
import type { GivenSource } from '../../api/client';
import { ErrorNote } from '../../ui/ErrorNote';
import { TextTry } from './TextTry';
import { TryBar } from './TryBar';
import { inWords, type Takes } from './takes';
import { UrlTry } from './UrlTry';

interface TryInputProps {
  takes: Takes;
  most: number;
  urls: boolean;
  busy: boolean;
  error: unknown;
  onSource: (source: GivenSource) => void;
  /** the samples, and what else belongs into the frame */
  children?: ReactNode;
}

/** Every way to give an input, for exactly the kinds that the workflow takes. */
export function TryInput({ takes, most, urls, busy, error, onSource, children }: TryInputProps) {
  const files = takes.offered.filter((kind) => kind !== 'text');
  const text = takes.offered.includes('text');
  return (
    <div className="try-body">
      {files.length > 0 && (
        <TryBar
          kinds={files}
          most={most}
          onFiles={(given) => {
            onSource({ files: given });
          }}
        />
      )}
      {text && (
        <TextTry
          disabled={busy}
          second={files.length > 0}
          onText={(given) => {
            onSource({ text: given });
          }}
        />
      )}
      {children}
      {urls && takes.offered.includes('image') && (
        <UrlTry
          disabled={busy}
          onUrl={(url) => {
            onSource({ inputs: [{ url }] });
          }}
        />
      )}
      {takes.notYet.length > 0 && (
        <p className="try-not-yet">
          This workflow also takes {inWords(takes.notYet)}, which cannot be given here yet.
        </p>
      )}
      {error !== null && <ErrorNote title="The run did not start" error={error} />}
    </div>
  );
}
