import type { DurationMs } from '@artisan-ts/domain';
import type { Clock, Connection } from '@artisan-ts/runtime';
import { SpoiltAnswers } from '#wire/spoilt-answers.ts';

/** Longer than a listener waits for a sample that is due every two seconds. */
const lateMs = 1_400;

/** Plays a device that speaks by itself at an interval, until its line is closed. */
export class SpeakingDevice extends SpoiltAnswers {
  /** `next` gives what it says next, nothing when it holds its tongue once; null when it has no more to say. */
  constructor(parts: {
    readonly connection: Connection;
    readonly clock: Clock;
    readonly intervalMs: number;
    readonly next: () => Uint8Array | null;
  }) {
    super(parts.connection, parts.clock);
    const closed = new AbortController();
    parts.connection.onClose(() => closed.abort());
    const speak = async (): Promise<void> => {
      for (let words = parts.next(); words !== null; words = parts.next()) {
        if (words.length > 0) this.answer(words);
        await parts.clock.sleep(parts.intervalMs as DurationMs, closed.signal);
      }
    };
    // Not before whoever made it has gone on. An aborted sleep is how a line that was closed ends it.
    Promise.resolve()
      .then(speak)
      .catch(() => undefined);
  }

  override delayNext(): void {
    this.misbehave({ kind: 'slow', delayMs: lateMs });
  }
}
