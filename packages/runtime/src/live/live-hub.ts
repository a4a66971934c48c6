import type { MachineId } from '@artisan-ts/domain';
import { catchUp, type LivePast } from '#live/catch-up.ts';
import type { LiveNews } from '#live/live-news.ts';
import type { Logger } from '#ports/logger.ts';
import type { Live, LiveEvent, LiveSubscription } from '#station.ts';

/** Events kept for a subscriber while it is shown the past: ten seconds of fifty machines at 10 Hz. */
const pendingMax = 5000;

/**
 * Newcomers that are shown the past at once. They share the disk with the recorder: when a hundred screens come back
 * after a restart, readings wait for the pages of a few of them and never for those of all.
 */
const newcomersMax = 4;

interface Subscriber {
  readonly machineId: MachineId | null;
  readonly listener: (event: LiveEvent) => void;
  /** What happens while the past is shown; null when the subscriber is live. */
  pending: LiveEvent[] | null;
  /** More happened than was kept: the past has to be read once more. */
  hasOverflowed: boolean;
  isOver: boolean;
}

/** Tells everybody who listens what happens, at once; to a newcomer first what it missed. */
export class LiveHub implements Live {
  readonly #past: LivePast;
  readonly #logger: Logger;
  readonly #subscribers = new Set<Subscriber>();
  /** Whoever waits to be shown the past, first come first served. */
  readonly #waiting: { readonly subscriber: Subscriber; readonly afterCursor: number | null }[] =
    [];
  #newcomers = 0;

  constructor(past: LivePast, logger: Logger) {
    this.#past = past;
    this.#logger = logger;
  }

  publish(news: LiveNews): void {
    const event: LiveEvent = { ...news, cursor: this.#past.cursor() };
    const { machineId = null } = news.data as { readonly machineId?: string };
    for (const subscriber of this.#subscribers) {
      const wants = subscriber.machineId;
      if (wants !== null && machineId !== null && wants !== machineId) continue;
      if (subscriber.pending === null) this.#tell(subscriber, event);
      else if (subscriber.pending.length < pendingMax) subscriber.pending.push(event);
      else subscriber.hasOverflowed = true;
    }
  }

  subscribe(listener: (event: LiveEvent) => void, wish: LiveSubscription): () => void {
    const subscriber: Subscriber = {
      machineId: wish.machineId ?? null,
      listener,
      pending: [],
      hasOverflowed: false,
      isOver: false,
    };
    this.#waiting.push({ subscriber, afterCursor: wish.afterCursor ?? null });
    void this.#bringUpNext();
    return () => {
      subscriber.isOver = true;
      this.#subscribers.delete(subscriber);
    };
  }

  /** What happens before its turn is part of the past that a newcomer is shown. */
  async #bringUpNext(): Promise<void> {
    if (this.#newcomers >= newcomersMax) return;
    let next = this.#waiting.shift();
    while (next?.subscriber.isOver) next = this.#waiting.shift();
    if (next === undefined) return;
    this.#newcomers += 1;
    this.#subscribers.add(next.subscriber);
    await this.#bringUp(next.subscriber, next.afterCursor);
    this.#newcomers -= 1;
    void this.#bringUpNext();
  }

  async #bringUp(subscriber: Subscriber, afterCursor: number | null): Promise<void> {
    try {
      for (let after = afterCursor; !subscriber.isOver; ) {
        subscriber.pending = [];
        subscriber.hasOverflowed = false;
        const { machineId } = subscriber;
        const wish = { machineId, afterCursor: after, isOver: () => subscriber.isOver };
        after = await catchUp(this.#past, wish, (event) => this.#tell(subscriber, event));
        if (!subscriber.hasOverflowed) break;
      }
    } catch (error) {
      // The present is worth more than the past: whoever listens gets what happens from here on.
      this.#logger.error({ error }, 'the past could not be read for a subscriber');
    }
    for (const event of subscriber.pending ?? []) this.#tell(subscriber, event);
    subscriber.pending = null;
  }

  #tell(subscriber: Subscriber, event: LiveEvent): void {
    if (subscriber.isOver) return;
    try {
      subscriber.listener(event);
    } catch (error) {
      // Listeners promise not to throw; one that does must not take the others along.
      this.#logger.error({ error }, 'a live listener failed and was removed');
      subscriber.isOver = true;
      this.#subscribers.delete(subscriber);
    }
  }
}
