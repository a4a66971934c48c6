import type { DurationMs, SourceId } from '@artisan-ts/domain';
import { type Clock, PushDesk, type PushedReading, type PushReceipt } from '@artisan-ts/runtime';

interface PushSimulatorParts {
  readonly clock: Clock;
  readonly intervalMs: number;
  readonly next: () => PushedReading | null;
}

/** Plays a device that pushes at an interval, for as long as its machine is read; null from `next` ends it. */
export class PushSimulator extends PushDesk {
  readonly #parts: PushSimulatorParts;
  /** What the device was told. */
  readonly receipts: PushReceipt[] = [];

  constructor(parts: PushSimulatorParts) {
    super();
    this.#parts = parts;
  }

  override listen(sourceId: SourceId, take: Parameters<PushDesk['listen']>[1]): () => void {
    const stopListening = super.listen(sourceId, take);
    const switchedOff = new AbortController();
    // An aborted sleep is how a device that is switched off ends.
    this.#push(sourceId, switchedOff.signal).catch(() => undefined);
    return () => {
      switchedOff.abort();
      stopListening();
    };
  }

  async #push(sourceId: SourceId, signal: AbortSignal): Promise<void> {
    const { clock, intervalMs, next } = this.#parts;
    for (let reading = next(); reading !== null; reading = next()) {
      const answer = this.hand(sourceId, reading);
      if (answer.ok) this.receipts.push(answer.value);
      await clock.sleep(intervalMs as DurationMs, signal);
    }
  }
}
