import { Readable } from 'node:stream';
import { DurationMs, usPerSecond } from '@artisan-ts/domain';
import type { Clock, Live, LiveEvent, LiveSubscription } from '@artisan-ts/runtime';
import { EventQueue } from '#live/event-queue.ts';
import type { ReadersRoom } from '#live/readers-room.ts';

/** How soon a browser comes back after it lost us: a restart of the station is over by then. */
const retryMs = 1000;

/** Proxies and sleeping networks drop connections that say nothing for half a minute or more. */
const keepAliveMs = DurationMs(15_000);

/**
 * A reader that has taken nothing for so long, although something waits, is gone or asleep: a computer whose lid was
 * closed, a tab that a browser froze. It comes back by itself and is shown what it missed.
 */
const patienceUs = 60 * usPerSecond;

/**
 * What happens, as server-sent events, at the pace of its reader: `read` is called when the reader has room, and
 * until then events wait in a bounded queue.
 */
export class EventStream extends Readable {
  readonly #queue = new EventQueue();
  readonly #stop = new AbortController();
  readonly #clock: Clock;
  readonly #room: ReadersRoom;
  readonly #isAllowed: () => boolean;
  #unsubscribe: () => void = () => undefined;
  #readerWaits = false;
  #tookUs: number;

  /** `isAllowed`: whether its reader may still be told; asked with every sign of life. */
  constructor(
    live: Live,
    subscription: LiveSubscription,
    clock: Clock,
    room: ReadersRoom,
    isAllowed: () => boolean = () => true,
  ) {
    super();
    this.#isAllowed = isAllowed;
    this.#clock = clock;
    this.#room = room;
    this.#tookUs = clock.monoUs();
    room.enter(this);
    this.push(`retry: ${retryMs}\n\n`);
    this.#unsubscribe = live.subscribe((event) => this.#hear(event), subscription);
    // The backlog alone may have been too much: then we ended before there was a way to unsubscribe.
    if (this.destroyed) this.#unsubscribe();
    else void this.#keepAlive();
  }

  /** Text that waits for this reader. */
  get waitingBytes(): number {
    return this.#queue.bytes;
  }

  /** Ends when its reader was signed out, lost the role, or whose sign-in ran out. */
  endUnlessAllowed(): void {
    if (!this.#isAllowed()) this.destroy();
  }

  override _read(): void {
    this.#readerWaits = true;
    this.#tookUs = this.#clock.monoUs();
    this.#handOver();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#stop.abort();
    this.#unsubscribe();
    this.#room.waits(-this.#queue.bytes);
    this.#queue.clear();
    this.#room.leave(this);
    done(error);
  }

  #hear(event: LiveEvent): void {
    if (this.destroyed) return;
    const before = this.#queue.bytes;
    const isKept = this.#queue.add(event);
    this.#room.waits(this.#queue.bytes - before);
    if (!isKept) this.destroy();
    else if (this.#readerWaits) this.#handOver();
  }

  #handOver(): void {
    while (this.#readerWaits && !this.destroyed) {
      const text = this.#queue.take();
      if (text === '') return;
      this.#room.waits(-text.length);
      this.#readerWaits = this.push(text);
    }
  }

  /** Comments are no events: they keep the way open and tell a reader nothing. */
  async #keepAlive(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      try {
        await this.#clock.sleep(keepAliveMs, this.#stop.signal);
      } catch {
        // The sleep is only ever ended early by our own end.
        return;
      }
      this.endUnlessAllowed();
      if (this.destroyed) return;
      if (this.#readerWaits) this.#readerWaits = this.push(': still here\n\n');
      else if (this.#clock.monoUs() - this.#tookUs >= patienceUs) this.destroy();
    }
  }
}
