import type { AppRef } from '../../api/client';
import type { Incoming } from '../../graph/exchange/translator';
import { wiresOf } from '../../graph/ports';
import { classes } from '../../ui/classes';
import { Field } from '../../ui/Field';
import { count } from '../../ui/format';
import { DefinitionTrouble } from '../exchange/DefinitionTrouble';
import { useFileDrop } from './useFileDrop';

const ACCEPT = '.json,.png,.yml,.yaml,application/json,image/png,application/yaml';

/** What a pasted text is called. */
export const PASTED = 'clipboard';

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

/** A file to start a workflow from, what it holds, and what in it is meant otherwise here. */
export function ImportField({
  at,
  incoming,
  onFile,
}: {
  at: AppRef;
  incoming: Incoming | null;
  onFile: (file: File) => void;
}) {
  const remarks = incoming?.kind === 'read' ? incoming.reading.remarks : [];
  const trouble = incoming?.kind === 'refused' ? incoming.trouble : undefined;
  const from = incoming ? ` (${incoming.from})` : '';
  const { over, ...drop } = useFileDrop(onFile);
  return (
    <>
      <div className={classes('import-drop', over && 'over')} {...drop}>
        <Field label={`File${from}`} hint={said(incoming)} error={fault(incoming)}>
          {(control) => (
            <input
              {...control}
              type="file"
              className={classes('import-file', incoming && 'import-chosen')}
              accept={ACCEPT}
              onChange={(event) => {
                const [file] = event.target.files ?? [];
                if (file) onFile(file);
              }}
            />
          )}
        </Field>
        <textarea
          className="text-input import-paste"
          aria-label="Pasted text"
          placeholder="Or drop it here, or paste its text"
          rows={1}
          value=""
          onChange={(event) => {
            if (event.target.value.trim())
              onFile(new File([event.target.value], PASTED, { type: 'text/plain' }));
          }}
        />
      </div>
      {trouble && (
        <DefinitionTrouble
          at={at}
          trouble={trouble}
          onKept={() => {
            onFile(new File([trouble.text], incoming?.from ?? 'definition.json'));
          }}
        />
      )}
      {remarks.length > 0 && (
        <ul className="import-remarks" aria-label="What is meant otherwise here">
          {remarks.map((remark) => (
            <li key={remark}>{remark}</li>
          ))}
        </ul>
      )}
    </>
  );
}
