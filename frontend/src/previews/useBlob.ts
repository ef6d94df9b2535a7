import { useEffect, useState } from 'react';
import { type AppRef, blobUrl } from '../api/client';

export type Fetched = { data: Blob; url: string } | { error: true } | undefined;

/** A stored file in the page: sound and film can only be searched when all of it is here. */
export function useBlob(app: AppRef, digest: string): Fetched {
  const [fetched, setFetched] = useState<Fetched>();
  const address = blobUrl(app, digest);
  useEffect(() => {
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
