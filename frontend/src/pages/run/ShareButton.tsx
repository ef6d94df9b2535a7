import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link2 } from 'lucide-react';
import { getShare, shareRun, stopSharing } from '../../api/history';
import { Button } from '../../ui/Button';
import { CopyButton } from '../../ui/CopyButton';
import { ErrorNote } from '../../ui/ErrorNote';
import { TextInput } from '../../ui/Field';
import { Popover } from '../../ui/Popover';

/** Whether the run is shared; kept by the server, so that the link can be copied again. */
function useShare(run: string) {
  const cache = useQueryClient();
  const queryKey = ['run', run, 'share'];
  const share = useQuery({ queryKey, queryFn: () => getShare(run) });
  const change = useMutation({
    mutationFn: async (on: boolean) => {
      if (on) return shareRun(run);
      await stopSharing(run);
      return null;
    },
    onSuccess: (now) => {
      cache.setQueryData(queryKey, now);
    },
  });
  return { share, change };
}

function ShareBox({ run }: { run: string }) {
  const { share, change } = useShare(run);
  const link = share.data && `${location.origin}/shared/runs/${share.data.code}`;
  const error = share.error ?? change.error;
  return (
    <div className="share-box">
      <h2>Share this run</h2>
      <p>
        Anybody with the link sees this run: its graph, inputs and outputs, read only. They see
        nothing else of this app and need no account.
      </p>
      {error && <ErrorNote title="The link was not changed" error={error} />}
      {link ? (
        <>
          <div className="share-link">
            <TextInput
              readOnly
              aria-label="Link to this run"
              value={link}
              onFocus={(event) => {
                event.currentTarget.select();
              }}
            />
            <CopyButton label="Copy link" text={link} />
          </div>
          <div className="share-actions">
            <Button
              look="danger"
              size="small"
              disabled={change.isPending}
              onClick={() => {
                change.mutate(false);
              }}
            >
              Stop sharing
            </Button>
          </div>
        </>
      ) : (
        <div className="share-actions">
          <Button
            look="primary"
            size="small"
            disabled={share.isPending || change.isPending}
            onClick={() => {
              change.mutate(true);
            }}
          >
            Create link
          </Button>
        </div>
      )}
    </div>
  );
}

export function ShareButton({ run }: { run: string }) {
  return (
    <Popover
      role="dialog"
      className="popover"
      aria-label="Share this run"
      trigger={
        <Button>
          <Link2 aria-hidden />
          Share run
        </Button>
      }
    >
      {() => <ShareBox run={run} />}
    </Popover>
  );
}
