import type { AppRef } from '../../api/client';
import type { Incoming } from '../../graph/exchange/translator';

/** What a file holds that a workflow is to start from; the formats come when they are needed. */
export async function readIncoming(at: AppRef, file: File): Promise<Incoming> {
  const [{ readSource }, { readerAt }] = await Promise.all([
    import('../../graph/exchange/registry'),
    import('../../api/exchange'),
  ]);
  return readSource(file.name, new Uint8Array(await file.arrayBuffer()), readerAt(at));
}
