import { type AppRef, getCatalogue } from '../../api/client';
import type { Incoming } from '../../graph/exchange/translator';

/** What a file holds that a workflow is to start from; the formats come when they are needed. */
export async function readIncoming(at: AppRef, file: File): Promise<Incoming> {
  const [{ readSource }, { readerAt }] = await Promise.all([
    import('../../graph/exchange/registry'),
    import('../../api/exchange'),
  ]);
  const bytes = new Uint8Array(await file.arrayBuffer());
  return readSource(file.name, bytes, readerAt(at), getCatalogue);
}
