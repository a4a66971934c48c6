import { Readable } from 'node:stream';
import { DurationMs } from '@artisan-ts/domain';
import type { Clock, Live, LiveSubscription } from '@artisan-ts/runtime';
import { EventQueue } from '#live/event-queue.ts';

/** How soon a browser comes back after it lost us: a restart of the station is over by then. */
const retryMs = 1000;

/** Proxies and sleeping networks drop connections that say nothing for half a minute or more. */
const keepAliveMs = DurationMs(15_000);

/**
 * What happens, as server-sent events, at the pace of its reader: `read` is called when the reader has room, and
 * until then events wait in a bounded queue.
 */
export class EventStream extends Readable {
  readonly #queue = new EventQueue();
  readonly #stop = new AbortController();
  #unsubscribe: () => void = () => undefined;
  #readerWaits = false;

  constructor(live: Live, subscription: LiveSubscription, clock: Clock) {
    super();
    this.push(`retry: ${retryMs}\n\n`);
    this.#unsubscribe = live.subscribe((event) => {
      if (this.destroyed) return;
      if (!this.#queue.add(event)) this.destroy();
      else if (this.#readerWaits) this.#handOver();
    }, subscription);
    // The backlog alone may have been too much: then we ended before there was a way to unsubscribe.
    if (this.destroyed) this.#unsubscribe();
    else void this.#keepAlive(clock);
  }

  override _read(): void {
    this.#readerWaits = true;
    this.#handOver();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#stop.abort();
    this.#unsubscribe();
    this.#queue.takeAll();
    done(error);
  }

  #handOver(): void {
    const text = this.#queue.takeAll();
    if (text === '') return;
    this.#readerWaits = this.push(text);
  }

  /** Comments are no events: they keep the way open and tell a reader nothing. */
  async #keepAlive(clock: Clock): Promise<void> {
    while (!this.#stop.signal.aborted) {
      try {
        await clock.sleep(keepAliveMs, this.#stop.signal);
      } catch {
        // The sleep is only ever ended early by our own end.
        return;
      }
      if (this.#readerWaits) this.#readerWaits = this.push(': still here\n\n');
    }
  }
}
