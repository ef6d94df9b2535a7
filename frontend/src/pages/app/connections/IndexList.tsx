import type { AppRef } from '../../../api/client';
import { type SearchIndex, useDeleteIndex, useIndexes } from '../../../api/connections';
import { problemOf } from '../../../api/problem';
import { ago, count } from '../../../ui/format';
import { DeleteButton } from './DeleteButton';
import { Part } from './Part';

function IndexRow({ at, row }: { at: AppRef; row: SearchIndex }) {
  const remove = useDeleteIndex(at);
  return (
    <li data-testid={`index-${row.name}`}>
      <div className="connections-words">
        <b>{row.name}</b>
        <span>
          {count(row.count, 'entry', 'entries')} of {row.dimensions} numbers · written{' '}
          {ago(row.changed_at)}
        </span>
        {remove.error && (
          <p className="connection-tried bad" role="alert">
            {problemOf(remove.error).message}
          </p>
        )}
      </div>
      <div className="connections-verbs">
        <DeleteButton
          what={`index ${row.name}`}
          pending={remove.isPending}
          onDelete={() => {
            remove.mutate(row.name);
          }}
        />
      </div>
    </li>
  );
}

/** What nodes of this app wrote to be searched. */
export function IndexList({ at }: { at: AppRef }) {
  const list = useIndexes(at);
  return (
    <Part
      title="Search indexes"
      hint="Embeddings that the node Write to an index kept, for the node Search an index."
      what="search indexes"
      list={list}
    >
      {list.data?.length === 0 && (
        <p className="connections-none">No index yet. The first run that writes to one makes it.</p>
      )}
      <ul>
        {list.data?.map((row) => (
          <IndexRow key={row.name} at={at} row={row} />
        ))}
      </ul>
    </Part>
  );
}
