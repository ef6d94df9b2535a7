import { useEffect, useState } from 'react';

export type Fetched = { data: Blob } | { error: true } | undefined;

/** The bytes of a file, to be read in the page; none are asked for without an address. */
export function useBytes(address: string | null): Fetched {
  const [fetched, setFetched] = useState<Fetched>();
  useEffect(() => {
    if (!address) return undefined;
    const left = new AbortController();
    fetch(address, { credentials: 'same-origin', signal: left.signal })
      .then(async (answer) => {
        if (!answer.ok) throw new Error(String(answer.status));
        setFetched({ data: await answer.blob() });
      })
      .catch(() => {
        if (!left.signal.aborted) setFetched({ error: true });
      });
    return () => {
      left.abort();
    };
  }, [address]);
  return fetched;
}
