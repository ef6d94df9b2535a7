import type { AppRef } from '../../api/client';
import { readerAt } from '../../api/exchange';
import type { Incoming } from '../../graph/exchange/translator';
import { wiresOf } from '../../graph/ports';
import { Field } from '../../ui/Field';
import { count } from '../../ui/format';

const ACCEPT = '.json,.png,.yml,.yaml,application/json,image/png,application/yaml';

/** The sentence under the field: what the file holds. */
function said(incoming: Incoming | null): string | undefined {
  if (incoming?.kind !== 'read') return undefined;
  const { graph } = incoming.reading.document;
  return `${incoming.format}: ${count(graph.nodes.length, 'node')}, ${count(wiresOf(graph).length, 'wire')}.`;
}

function fault(incoming: Incoming | null): string | undefined {
  if (incoming?.kind !== 'refused') return undefined;
  return [incoming.message, ...incoming.faults].join(' ');
}

/** A file to start a workflow from; the formats come when they are needed. */
export function ImportField({
  at,
  incoming,
  onRead,
}: {
  at: AppRef;
  incoming: Incoming | null;
  onRead: (incoming: Incoming) => void;
}) {
  const read = async (file: File) => {
    const { readSource } = await import('../../graph/exchange/registry');
    const bytes = new Uint8Array(await file.arrayBuffer());
    onRead(await readSource(file.name, bytes, readerAt(at)));
  };
  return (
    <Field label="File" hint={said(incoming)} error={fault(incoming)}>
      {(control) => (
        <input
          {...control}
          type="file"
          accept={ACCEPT}
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            if (file) void read(file);
          }}
        />
      )}
    </Field>
  );
}
