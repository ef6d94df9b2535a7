import type { AppRef } from '../../../api/client';
import { type Connection, useDeleteConnection, useTryConnection } from '../../../api/connections';
import { problemOf } from '../../../api/problem';
import { Button } from '../../../ui/Button';
import { Chip } from '../../../ui/Chip';
import { DeleteButton } from './DeleteButton';
import { KIND_WORDS, OFFER_WORDS } from './words';

interface ConnectionRowProps {
  at: AppRef;
  row: Connection;
  onEdit: () => void;
}

const MODELS_SHOWN = 8;

function Models({ names }: { names: readonly string[] }) {
  const more = names.length - MODELS_SHOWN;
  return (
    <p className="connection-models">
      {names.slice(0, MODELS_SHOWN).map((name) => (
        <code key={name}>{name}</code>
      ))}
      {more > 0 && <span>and {more} more</span>}
    </p>
  );
}

/** One connection: where it leads, what it offers, and whether it answers. */
export function ConnectionRow({ at, row, onEdit }: ConnectionRowProps) {
  const attempt = useTryConnection(at);
  const remove = useDeleteConnection(at);
  const tried = attempt.data;
  const failed = attempt.error ?? remove.error;
  return (
    <li data-testid={`connection-${row.name}`}>
      <div className="connections-words">
        <b>{row.name}</b>
        <span>
          {KIND_WORDS[row.kind]} · <code>{row.address}</code>
          {row.bucket && (
            <>
              {' '}
              · bucket <code>{row.bucket}</code>
            </>
          )}
          {row.secret && (
            <>
              {' '}
              · secret <code>{row.secret}</code>
            </>
          )}
        </span>
        {row.kind === 'openai' && (
          <span className="connection-offers">
            {row.offers.map((offer) => (
              <Chip key={offer}>
                {OFFER_WORDS[offer]}
                {row.models[offer] && `: ${row.models[offer]}`}
              </Chip>
            ))}
          </span>
        )}
        {tried && (
          <p className={tried.ok ? 'connection-tried ok' : 'connection-tried bad'} role="status">
            {tried.ok ? `${tried.message} It took ${Math.round(tried.ms)} ms.` : tried.message}
          </p>
        )}
        {tried && tried.models.length > 0 && <Models names={tried.models} />}
        {failed && (
          <p className="connection-tried bad" role="alert">
            {problemOf(failed).message}
          </p>
        )}
      </div>
      <div className="connections-verbs">
        <Button
          size="small"
          disabled={attempt.isPending}
          aria-label={`Test connection ${row.name}`}
          onClick={() => {
            attempt.mutate(row.name);
          }}
        >
          {attempt.isPending ? 'Testing' : 'Test'}
        </Button>
        <Button size="small" aria-label={`Edit connection ${row.name}`} onClick={onEdit}>
          Edit
        </Button>
        <DeleteButton
          what={`connection ${row.name}`}
          pending={remove.isPending}
          onDelete={() => {
            remove.mutate(row.name);
          }}
        />
      </div>
    </li>
  );
}
