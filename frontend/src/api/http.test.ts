import { afterEach, expect, it, vi } from 'vitest';
import { createRun } from './client';
import { request } from './http';

const REF = { user: 'ana', app: 'demo', workflow: 'read' };
const run = () => createRun(REF, { version: 'v' }, { text: 'hi' });
const answer = () => new Response('{"id": "r"}', { status: 201 });
const silence = () => Promise.reject(new TypeError('network'));

/** The server, as the browser reaches it; answers the keys that were sent. */
function serve(...answers: (() => Response | Promise<Response>)[]) {
  const keys: (string | null)[] = [];
  vi.stubGlobal('fetch', async (_path: string, options: { headers: Headers }) => {
    keys.push(options.headers.get('Idempotency-Key'));
    return (answers.shift() ?? answer)();
  });
  return keys;
}

afterEach(() => vi.unstubAllGlobals());

it('asks again with the same key when the server did not answer', async () => {
  const keys = serve(silence);
  expect(await run()).toEqual({ id: 'r' });
  expect(keys).toHaveLength(2);
  expect(keys[0]).toMatch(/^[!-~]{1,100}$/);
  expect(keys[1]).toBe(keys[0]);
});

it('gives up after the second silence', async () => {
  const keys = serve(silence, silence);
  await expect(run()).rejects.toMatchObject({ status: 0 });
  expect(keys).toHaveLength(2);
});

it('takes a no for an answer', async () => {
  const keys = serve(() => new Response('{}', { status: 503 }));
  await expect(run()).rejects.toMatchObject({ status: 503 });
  expect(keys).toHaveLength(1);
});

it('starts another run with another click', async () => {
  const keys = serve();
  await run();
  await run();
  expect(keys[0]).not.toBe(keys[1]);
});

it('sends no key and asks once where a repetition could do harm', async () => {
  const keys = serve(silence);
  await expect(request('/x', { method: 'POST' })).rejects.toMatchObject({ status: 0 });
  expect(keys).toEqual([null]);
});
