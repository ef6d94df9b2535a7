import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { AppRef } from '../../../api/client';
import { type Connection, useConnections } from '../../../api/connections';
import { Button } from '../../../ui/Button';
import { ConnectionDialog } from './ConnectionDialog';
import { ConnectionRow } from './ConnectionRow';
import { Part } from './Part';

/** The app's connections, and the way to add one. */
export function ConnectionList({ at }: { at: AppRef }) {
  const list = useConnections(at);
  const [open, setOpen] = useState<Connection | 'new' | null>(null);
  return (
    <Part
      title="Connections"
      hint="Places outside that nodes of this app may reach. A node names one, or uses the first that offers what it needs."
      what="connections"
      list={list}
      action={
        <Button
          look="primary"
          onClick={() => {
            setOpen('new');
          }}
        >
          <Plus aria-hidden />
          Add connection
        </Button>
      }
    >
      {list.data?.length === 0 && (
        <p className="connections-none">
          No node reaches outside yet. Add a model server, a web service, a mail server, a bucket or
          a camera, then place a node of the group Connectors.
        </p>
      )}
      <ul>
        {list.data?.map((row) => (
          <ConnectionRow
            key={row.name}
            at={at}
            row={row}
            onEdit={() => {
              setOpen(row);
            }}
          />
        ))}
      </ul>
      {open && (
        <ConnectionDialog
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
