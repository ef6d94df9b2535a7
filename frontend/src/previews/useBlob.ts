import { useEffect, useState } from 'react';
import { type AppRef, blobUrl } from '../api/client';

export type Fetched = { data: Blob; url: string } | { error: true } | undefined;

/** The bytes of a stored file, to be read in the page; none are asked for without a digest. */
export function useBlob(app: AppRef, digest: string | null): Fetched {
  const [fetched, setFetched] = useState<Fetched>();
  const address = digest && blobUrl(app, digest);
  useEffect(() => {
    if (!address) return undefined;
    const left = new AbortController();
    let url: string | undefined;
    fetch(address, { credentials: 'same-origin', signal: left.signal })
      .then(async (answer) => {
        if (!answer.ok) throw new Error(String(answer.status));
        const data = await answer.blob();
        url = URL.createObjectURL(data);
        setFetched({ data, url });
      })
      .catch(() => {
        if (!left.signal.aborted) setFetched({ error: true });
      });
    return () => {
      left.abort();
      if (url) URL.revokeObjectURL(url);
    };
  }, [address]);
  return fetched;
}
