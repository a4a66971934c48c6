import { type MissingReason, type Result, refuse, type SourceId } from '@artisan-ts/domain';

/** The driver of devices that push their readings to the station. */
export const pushDriverName = 'push';

/** What a device pushed: channel by channel a value as its machine was told to expect it, or why there is none. */
export interface PushedReading {
  readonly values: Readonly<Record<string, number | MissingReason | null>>;
  /** The number that the device gave it, if it counts. */
  readonly seq: number | null;
  /** Which start of the device counts so; absent: it does not say. */
  readonly boot?: string | undefined;
}

/** What became of it. */
export interface PushReceipt {
  /** Whether it is a reading now; otherwise it came before, or too soon after the last one. */
  readonly taken: boolean;
  /** Why not, or what else there is to know; null: all is well. */
  readonly remark: string | null;
}

type TakePushed = (reading: PushedReading) => Result<PushReceipt>;

/** Where what devices push meets the drivers that wait for it, source by source. */
export class PushDesk {
  readonly #waiting = new Map<SourceId, readonly TakePushed[]>();

  /** Takes what is pushed for this source until the returned function is called. */
  listen(sourceId: SourceId, take: TakePushed): () => void {
    this.#waiting.set(sourceId, [...this.#takersOf(sourceId), take]);
    return () => {
      const others = this.#takersOf(sourceId).filter((one) => one !== take);
      if (others.length > 0) this.#waiting.set(sourceId, others);
      else this.#waiting.delete(sourceId);
    };
  }

  /** @returns what the first that waits for it says, or a refusal `driver.lost` while nobody does */
  hand(sourceId: SourceId, reading: PushedReading): Result<PushReceipt> {
    const answers = this.#takersOf(sourceId).map((take) => take(reading));
    return answers[0] ?? refuse('driver.lost', 'this machine is not being read now; try again');
  }

  #takersOf(sourceId: SourceId): readonly TakePushed[] {
    return this.#waiting.get(sourceId) ?? [];
  }
}
