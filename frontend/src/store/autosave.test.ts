import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Draft } from '../api/types';
import { setParam } from '../graph/document';
import { catalogue, plates } from '../graph/sample';
import { createAutosave, type DraftBody, type PutResult } from './autosave';
import { createEditorStore } from './editor';

const draft: Draft = {
  revision: 1,
  graph: plates,
  layout: { nodes: {} },
  based_on: null,
  changed: true,
  problems: [],
  saved_at: '2026-01-01T00:00:00Z',
};

function open(answers: ((body: DraftBody) => PutResult)[]) {
  const store = createEditorStore(
    { user: 'me', app: 'parking', workflow: 'plates' },
    catalogue,
    draft,
  );
  const put = vi.fn((body: DraftBody) => {
    const answer = answers.shift();
    if (!answer) throw new Error('an unexpected save');
    return Promise.resolve(answer(body));
  });
  const autosave = createAutosave(store, put);
  autosave.start();
  const edit = (value: number) => {
    store
      .getState()
      .change((doc) => ({ ...doc, graph: setParam(doc.graph, 'find', 'min_value', value) }));
  };
  return { store, put, autosave, edit };
}

const saved = (body: DraftBody): PutResult => ({
  kind: 'saved',
  draft: { ...draft, ...body, revision: body.revision + 1 },
});

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('saves once after a pause, with the revision it started from', async () => {
  const { store, put, edit } = open([saved]);
  edit(0.5);
  edit(0.6);
  expect(store.getState().save.kind).toBe('unsaved');
  await vi.advanceTimersByTimeAsync(700);
  expect(put).toHaveBeenCalledTimes(1);
  expect(put.mock.calls[0]?.[0].revision).toBe(1);
  expect(store.getState()).toMatchObject({ revision: 2, save: { kind: 'saved' } });
});

it('says why it could not save, and tries again', async () => {
  const { store, put, edit } = open([
    () => ({ kind: 'failed', message: 'No answer.', retryable: true }),
    saved,
  ]);
  edit(0.5);
  await vi.advanceTimersByTimeAsync(700);
  expect(store.getState().save).toMatchObject({ kind: 'failed', message: 'No answer.' });
  await vi.advanceTimersByTimeAsync(5000);
  expect(put).toHaveBeenCalledTimes(2);
  expect(store.getState().save.kind).toBe('saved');
});

it('stops at a conflict until someone chooses, then puts mine over theirs', async () => {
  const theirs = { ...draft, revision: 8 };
  const { store, put, autosave, edit } = open([() => ({ kind: 'stale', draft: theirs }), saved]);
  edit(0.5);
  await vi.advanceTimersByTimeAsync(700);
  edit(0.6);
  await vi.advanceTimersByTimeAsync(5000);
  expect(put).toHaveBeenCalledTimes(1);
  await autosave.keepMine();
  expect(put.mock.calls[1]?.[0].revision).toBe(8);
  expect(store.getState().save.kind).toBe('saved');
});

it('does not save again what was loaded from the server', async () => {
  const { store, put } = open([]);
  store.getState().load({ ...draft, revision: 5, graph: { ...plates, nodes: [] } });
  await vi.advanceTimersByTimeAsync(2000);
  expect(put).not.toHaveBeenCalled();
});

it('says saved again when undo and redo come back to what the server has', async () => {
  const { store, put, edit } = open([saved]);
  edit(0.5);
  await vi.advanceTimersByTimeAsync(700);
  store.getState().undo();
  store.getState().redo();
  expect(store.getState().save.kind).toBe('unsaved');
  await vi.advanceTimersByTimeAsync(700);
  expect(put).toHaveBeenCalledTimes(1);
  expect(store.getState().save.kind).toBe('saved');
});
