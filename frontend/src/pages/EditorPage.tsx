import { useQuery } from '@tanstack/react-query';
import { ReactFlowProvider } from '@xyflow/react';
import { useState } from 'react';
import { Navigate, useParams, useSearchParams } from 'react-router';
import { getDraft, type WorkflowRef } from '../api/client';
import { keys, useCatalogue } from '../api/queries';
import type { Catalogue, Draft } from '../api/types';
import { createEditorStore, EditorContext } from '../store/editor';
import { createGestureStore, GestureContext } from '../store/gesture';
import { ErrorNote } from '../ui/ErrorNote';
import { EditorFrame } from './editor/EditorFrame';

interface EditorProps {
  workflow: WorkflowRef;
  catalogue: Catalogue;
  draft: Draft;
}

/** One canvas with its own stores. */
function Editor({ workflow, catalogue, draft }: EditorProps) {
  const [editor] = useState(() => createEditorStore(workflow, catalogue, draft));
  const [gesture] = useState(createGestureStore);
  return (
    <EditorContext value={editor}>
      <GestureContext value={gesture}>
        <ReactFlowProvider>
          <EditorFrame editor={editor} gesture={gesture} />
        </ReactFlowProvider>
      </GestureContext>
    </EditorContext>
  );
}

export function EditorPage() {
  const { user = '', app = '', workflow = '' } = useParams();
  const ref = { user, app, workflow };
  const catalogue = useCatalogue();
  // Never from a cache: the draft may have moved on, and this editor continues from it.
  const draft = useQuery({
    queryKey: keys.draft(ref),
    queryFn: () => getDraft(ref),
    staleTime: Infinity,
    gcTime: 0,
    refetchOnReconnect: false,
  });
  const [from, to] = useSearchParams()[0].get('compare')?.split('..') ?? [];
  if (from) {
    const sides = new URLSearchParams({ from, ...(to && { to }) }).toString();
    return <Navigate replace to={`../compare?${sides}`} relative="path" />;
  }
  const error = catalogue.error ?? draft.error;
  if (error) {
    const retry = () => {
      void catalogue.refetch();
      void draft.refetch();
    };
    return (
      <main style={{ maxWidth: 560, margin: '64px auto', padding: '0 16px' }}>
        <ErrorNote title="The editor did not open" error={error} onRetry={retry} />
      </main>
    );
  }
  if (!catalogue.data || !draft.data) return <p className="editor-loading">Opening the workflow</p>;
  return (
    <Editor
      key={`${user}/${app}/${workflow}`}
      workflow={ref}
      catalogue={catalogue.data}
      draft={draft.data}
    />
  );
}
