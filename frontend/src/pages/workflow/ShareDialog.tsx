import './share.css';
import { useMutation, useQuery } from '@tanstack/react-query';
import { blobUrl, type WorkflowRef } from '../../api/client';
import { queryClient, useSamples } from '../../api/queries';
import { changeTryPage, getTryPage, renewTryLink, tryPageKey } from '../../api/tryPages';
import type { GraphDocument, TryPageSettings, Workflow } from '../../api/types';
import { Button } from '../../ui/Button';
import { CopyButton } from '../../ui/CopyButton';
import { Dialog } from '../../ui/Dialog';
import { ErrorNote } from '../../ui/ErrorNote';
import { TextInput } from '../../ui/Field';
import { count } from '../../ui/format';
import { Loading } from '../frame/Loading';
import { takesOf } from './takes';

interface ShareDialogProps {
  at: WorkflowRef;
  workflow: Workflow;
  graph: GraphDocument | undefined;
  onClose: () => void;
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

/** The page inside another one. The frame needs scripts and its own origin, and nothing else of the site. */
export function embedSnippet(link: string, title: string): string {
  return `<iframe
  src="${link}"
  title="${escaped(title)}"
  width="100%" height="720"
  sandbox="allow-scripts allow-same-origin allow-forms"
  style="border: 0"
></iframe>`;
}

function useTryPage(at: WorkflowRef) {
  const key = tryPageKey(at);
  const keep = (settings: TryPageSettings) => queryClient.setQueryData(key, settings);
  const page = useQuery({ queryKey: key, queryFn: () => getTryPage(at) });
  const change = useMutation({
    mutationFn: (changes: Parameters<typeof changeTryPage>[1]) => changeTryPage(at, changes),
    onSuccess: keep,
  });
  const renew = useMutation({ mutationFn: () => renewTryLink(at), onSuccess: keep });
  // What was just asked for shows at once; an answer that says no takes it back.
  const settings = page.data && { ...page.data, ...(change.isPending && change.variables) };
  return { page, settings, change, renew };
}

interface SampleChoiceProps {
  at: WorkflowRef;
  kinds: readonly string[];
  chosen: readonly string[];
  onChange: (samples: string[]) => void;
}

/** Which of the app's samples strangers are offered; none at first. */
function SampleChoice({ at, kinds, chosen, onChange }: SampleChoiceProps) {
  const samples = useSamples(at);
  const fitting = samples.data?.filter((sample) => kinds.includes(sample.kind)) ?? [];
  if (fitting.length === 0) return null;
  return (
    <fieldset className="share-samples">
      <legend>Samples on the page</legend>
      {fitting.map((sample) => (
        <label key={sample.id} title={sample.title}>
          <input
            type="checkbox"
            checked={chosen.includes(sample.id)}
            onChange={(event) => {
              const others = chosen.filter((id) => id !== sample.id);
              onChange(event.target.checked ? [...others, sample.id] : others);
            }}
          />
          {sample.kind === 'image' && (
            <img src={blobUrl(at, sample.blob, 160)} alt="" width={66} height={44} />
          )}
          <span>{sample.title}</span>
        </label>
      ))}
    </fieldset>
  );
}

function LinkAndFrame({ link, title }: { link: string; title: string }) {
  const frame = embedSnippet(link, title);
  return (
    <>
      <div className="share-link">
        <TextInput
          readOnly
          aria-label="Link"
          value={link}
          onFocus={(event) => {
            event.target.select();
          }}
        />
        <CopyButton label="Copy link" text={link} />
        <a className="btn plain small" href={link} target="_blank" rel="noreferrer">
          Open page
        </a>
      </div>
      <div className="share-frame">
        <div className="share-frame-head">
          <b>In another page</b>
          <span className="spread" />
          <CopyButton label="Copy frame" text={frame} />
        </div>
        <pre className="code-block" tabIndex={0} aria-label="Frame to embed">
          {frame}
        </pre>
      </div>
    </>
  );
}

function Settings({ settings, workflow }: { settings: TryPageSettings; workflow: Workflow }) {
  const { limits, runs_this_hour: runs } = settings;
  return (
    <p className="share-facts">
      Runs v{workflow.published_version?.number}, the published version. An hour takes{' '}
      {count(limits.per_page, 'run')}, {limits.per_visitor} of them from one address, each with up
      to {count(limits.inputs, 'input')}. This hour: {runs}.
    </p>
  );
}

/** A public page of this workflow: off at first, at an address that nobody can guess. */
export function ShareDialog({ at, workflow, graph, onClose }: ShareDialogProps) {
  const { page, settings, change, renew } = useTryPage(at);
  const on = settings?.enabled ?? false;
  const error = page.error ?? change.error ?? renew.error;
  const waiting = change.isPending || renew.isPending;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Share a try page"
      hint="Anybody with the link can run the published version on an input of their own, without signing in. They see its outputs and nothing else."
      width={560}
    >
      <div className="stack share">
        {error && <ErrorNote title="The try page was not changed" error={error} />}
        {!settings && !error && <Loading what="the settings" />}
        {settings && (
          <label className="share-switch">
            <input
              type="checkbox"
              role="switch"
              checked={on}
              disabled={waiting || !workflow.published_version}
              onChange={(event) => {
                change.mutate({ enabled: event.target.checked });
              }}
            />
            <span>
              <b>Public try page</b>
              <small>{on ? 'On: the link works' : 'Off: the link does not work'}</small>
            </span>
          </label>
        )}
        {settings && on && settings.path && (
          <>
            <LinkAndFrame link={`${location.origin}${settings.path}`} title={workflow.name} />
            <SampleChoice
              at={at}
              kinds={takesOf(graph).offered}
              chosen={settings.samples}
              onChange={(samples) => {
                change.mutate({ samples });
              }}
            />
            <Settings settings={settings} workflow={workflow} />
            <div className="share-renew">
              <Button
                size="small"
                disabled={waiting}
                onClick={() => {
                  renew.mutate();
                }}
              >
                Replace link
              </Button>
              <small>The old link stops at once, and so do runs that were started with it.</small>
            </div>
          </>
        )}
      </div>
    </Dialog>
  );
}
