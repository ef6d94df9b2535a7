import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { AppRef } from '../../../api/client';
import { type Secret, useDeleteSecret, useSecrets } from '../../../api/connections';
import { problemOf } from '../../../api/problem';
import { Button } from '../../../ui/Button';
import { ago } from '../../../ui/format';
import { DeleteButton } from './DeleteButton';
import { Part } from './Part';
import { SecretDialog } from './SecretDialog';

function SecretRow({ at, row, onReplace }: { at: AppRef; row: Secret; onReplace: () => void }) {
  const remove = useDeleteSecret(at);
  return (
    <li data-testid={`secret-${row.name}`}>
      <div className="connections-words">
        <b>{row.name}</b>
        <span>
          {row.last_four && (
            <>
              ends in <code>{row.last_four}</code> ·{' '}
            </>
          )}
          set {ago(row.changed_at)} · {row.used_at ? `used ${ago(row.used_at)}` : 'not used yet'}
        </span>
        {remove.error && (
          <p className="connection-tried bad" role="alert">
            {problemOf(remove.error).message}
          </p>
        )}
      </div>
      <div className="connections-verbs">
        <Button size="small" aria-label={`Replace secret ${row.name}`} onClick={onReplace}>
          Replace
        </Button>
        <DeleteButton
          what={`secret ${row.name}`}
          pending={remove.isPending}
          onDelete={() => {
            remove.mutate(row.name);
          }}
        />
      </div>
    </li>
  );
}

/** The app's secrets by name. Their values are not here, nor anywhere else to be read. */
export function SecretList({ at }: { at: AppRef }) {
  const list = useSecrets(at);
  const [open, setOpen] = useState<Secret | 'new' | null>(null);
  return (
    <Part
      title="Secrets"
      hint="Keys and passwords, kept encrypted. Nobody sees one again; only requests of this app carry it."
      what="secrets"
      list={list}
      action={
        <Button
          onClick={() => {
            setOpen('new');
          }}
        >
          <Plus aria-hidden />
          Add secret
        </Button>
      }
    >
      {list.data?.length === 0 && <p className="connections-none">No secret is kept yet.</p>}
      <ul>
        {list.data?.map((row) => (
          <SecretRow
            key={row.name}
            at={at}
            row={row}
            onReplace={() => {
              setOpen(row);
            }}
          />
        ))}
      </ul>
      {open && (
        <SecretDialog
          at={at}
          row={open === 'new' ? undefined : open}
          onClose={() => {
            setOpen(null);
          }}
        />
      )}
    </Part>
  );
}
