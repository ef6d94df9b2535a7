/**
 * Live run events over one WebSocket for all runs of this page.
 *
 * A subscription remembers the last event it handed on, so a dropped socket, a gap in the numbers or
 * a late answer never loses or repeats an event. While the socket is away, events are polled.
 */
import { listEvents } from './client';
import { type LiveText, type RunEvent, TERMINAL_EVENTS } from './types';

const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 10_000;
const POLL_MS = 700;
/** Tries before the polls begin: one lost socket is usually back at once. */
const TRIES_BEFORE_POLLING = 2;

export interface Subscriber {
  onEvent: (event: RunEvent) => void;
  /** after the terminal event */
  onDone: () => void;
  /** may be lost; nothing depends on it */
  onText?: (text: LiveText) => void;
  onLink?: (link: 'live' | 'polling') => void;
}
interface Subscription extends Subscriber {
  run: string;
  last: number;
}
type Message =
  | { event: RunEvent }
  | { text: LiveText }
  | { done: string }
  | { error: { code: string; message: string } };

/** The parts of WebSocket that are used, so that a test can stand in. */
export interface Socket {
  send: (data: string) => void;
  close: () => void;
  readyState: number;
  onopen: (() => void) | null;
  onclose: (() => void) | null;
  onmessage: ((message: { data: unknown }) => void) | null;
}

function openSocket(): Socket {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  return new WebSocket(`${scheme}://${location.host}/ws/runs`) as unknown as Socket;
}

export class LiveEvents {
  private readonly subscriptions = new Set<Subscription>();
  private socket: Socket | null = null;
  private failures = 0;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;
  private pollTimer: ReturnType<typeof setTimeout> | undefined;
  private readonly open: () => Socket;
  private readonly poll: typeof listEvents;

  constructor(open: () => Socket = openSocket, poll: typeof listEvents = listEvents) {
    this.open = open;
    this.poll = poll;
  }

  /** Hands on every event of `run` after `after`, in order. Call the answer to stop. */
  subscribe(run: string, after: number, subscriber: Subscriber): () => void {
    const subscription: Subscription = { ...subscriber, run, last: after };
    this.subscriptions.add(subscription);
    if (this.socket?.readyState === 1) this.ask(subscription);
    else this.connect();
    return () => {
      this.leave(subscription);
    };
  }

  /** Opens the socket before it is needed, so that the first run need not wait for it. */
  warm(): void {
    this.connect();
  }

  private ask(subscription: Subscription): void {
    this.socket?.send(JSON.stringify({ subscribe: subscription.run, after: subscription.last }));
  }

  private leave(subscription: Subscription): void {
    this.subscriptions.delete(subscription);
    if (this.subscriptions.size > 0) return;
    clearTimeout(this.retryTimer);
    clearTimeout(this.pollTimer);
    this.retryTimer = this.pollTimer = undefined;
  }

  private connect(): void {
    if (this.socket || this.retryTimer !== undefined) return;
    const socket = this.open();
    this.socket = socket;
    socket.onopen = () => {
      this.failures = 0;
      clearTimeout(this.pollTimer);
      this.pollTimer = undefined;
      for (const subscription of this.subscriptions) {
        subscription.onLink?.('live');
        this.ask(subscription);
      }
    };
    socket.onmessage = (message) => {
      this.receive(JSON.parse(String(message.data)) as Message);
    };
    socket.onclose = () => {
      this.socket = null;
      if (this.subscriptions.size > 0) this.retry();
    };
  }

  private retry(): void {
    const wait = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.failures);
    this.failures += 1;
    this.retryTimer = setTimeout(
      () => {
        this.retryTimer = undefined;
        this.connect();
      },
      wait * (0.75 + Math.random() / 2),
    );
    if (this.failures >= TRIES_BEFORE_POLLING && this.pollTimer === undefined) this.startPolling();
  }

  private startPolling(): void {
    for (const subscription of this.subscriptions) subscription.onLink?.('polling');
    const round = async () => {
      await Promise.all([...this.subscriptions].map((each) => this.pollOne(each)));
      if (this.pollTimer !== undefined) this.pollTimer = setTimeout(() => void round(), POLL_MS);
    };
    this.pollTimer = setTimeout(() => void round(), 0);
  }

  private async pollOne(subscription: Subscription): Promise<void> {
    // A poll that fails is repeated by the next round.
    const events = await this.poll(subscription.run, subscription.last).catch(() => []);
    for (const event of events) this.handOn(subscription, event);
  }

  private receive(message: Message): void {
    if ('event' in message) {
      for (const each of this.subscriptions) {
        if (each.run === message.event.run) this.handOn(each, message.event);
      }
    } else if ('text' in message) {
      const { text } = message;
      for (const each of this.subscriptions) if (each.run === text.run) each.onText?.(text);
    } else if ('done' in message) {
      for (const each of this.subscriptions) if (each.run === message.done) this.finish(each);
    }
  }

  private handOn(subscription: Subscription, event: RunEvent): void {
    if (!this.subscriptions.has(subscription) || event.seq <= subscription.last) return;
    if (event.seq > subscription.last + 1) {
      this.ask(subscription);
      return;
    }
    subscription.last = event.seq;
    subscription.onEvent(event);
    if (TERMINAL_EVENTS.includes(event.type)) this.finish(subscription);
  }

  private finish(subscription: Subscription): void {
    this.leave(subscription);
    subscription.onDone();
  }
}

export const liveEvents = new LiveEvents();
