import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LiveEvents, type Socket } from './live';
import type { RunEvent } from './types';

class FakeSocket implements Socket {
  readyState = 0;
  sent: unknown[] = [];
  onopen: (() => void) | null = null;
  onclose: (() => void) | null = null;
  onmessage: ((message: { data: unknown }) => void) | null = null;
  send(data: string) {
    this.sent.push(JSON.parse(data));
  }
  close() {
    this.drop();
  }
  open() {
    this.readyState = 1;
    this.onopen?.();
  }
  drop() {
    this.readyState = 3;
    this.onclose?.();
  }
  tell(message: unknown) {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
}

function event(seq: number, type: RunEvent['type'] = 'node_progress'): RunEvent {
  return { run: 'r1', seq, type, node: null, at: '', data: {} };
}

function start(
  poll: (run: string, after: number) => Promise<RunEvent[]> = () => Promise.resolve([]),
) {
  const sockets: FakeSocket[] = [];
  const live = new LiveEvents(() => {
    const socket = new FakeSocket();
    sockets.push(socket);
    return socket;
  }, poll);
  const seen: number[] = [];
  const onDone = vi.fn();
  const texts: string[] = [];
  const stop = live.subscribe('r1', 2, {
    onEvent: ({ seq }) => seen.push(seq),
    onText: ({ text }) => texts.push(text),
    onDone,
  });
  const latest = () => sockets.at(-1) ?? new FakeSocket();
  return { sockets, latest, seen, texts, onDone, stop };
}

describe('live events', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('asks for what came after the last event seen', () => {
    const { latest } = start();
    latest().open();
    expect(latest().sent).toEqual([{ subscribe: 'r1', after: 2 }]);
  });

  it('hands on each event once and asks again at a gap', () => {
    const { latest, seen } = start();
    latest().open();
    for (const seq of [3, 3, 4, 6]) latest().tell({ event: event(seq) });
    expect(seen).toEqual([3, 4]);
    expect(latest().sent.at(-1)).toEqual({ subscribe: 'r1', after: 4 });
  });

  it('connects again after a drop and resumes from the last number', async () => {
    const { sockets, latest } = start();
    latest().open();
    latest().tell({ event: event(3) });
    latest().drop();
    await vi.advanceTimersByTimeAsync(400);
    expect(sockets).toHaveLength(2);
    latest().open();
    expect(latest().sent).toEqual([{ subscribe: 'r1', after: 3 }]);
  });

  it('polls while sockets fail, up to the end of the run', async () => {
    const poll = vi.fn((_run: string, after: number) =>
      Promise.resolve([event(3), event(4, 'succeeded')].filter(({ seq }) => seq > after)),
    );
    const { latest, seen, onDone } = start(poll);
    latest().drop();
    await vi.advanceTimersByTimeAsync(400);
    latest().drop();
    await vi.advanceTimersByTimeAsync(50);
    expect(seen).toEqual([3, 4]);
    expect(onDone).toHaveBeenCalledOnce();
  });

  it('ends with the terminal event and reconnects no more', async () => {
    const { sockets, latest, onDone } = start();
    latest().open();
    latest().tell({ event: event(3, 'failed') });
    latest().tell({ done: 'r1' });
    latest().drop();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(onDone).toHaveBeenCalledOnce();
    expect(sockets).toHaveLength(1);
  });

  it('hands on growing texts of its run, which leave the numbers alone', () => {
    const { latest, seen, texts } = start();
    latest().open();
    latest().tell({ text: { run: 'r1', node: 'ask', place: '0', text: 'Once' } });
    latest().tell({ text: { run: 'r2', node: 'ask', place: '0', text: 'Other' } });
    latest().tell({ event: event(3) });
    expect(texts).toEqual(['Once']);
    expect(seen).toEqual([3]);
  });
});
