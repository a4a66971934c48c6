import { type BootId, makeId, parseId, type Sample } from '@artisan-ts/domain';
import type { ChildPlace } from '#bridge/child-messages.ts';
import { Outbox } from '#bridge/outbox.ts';

/** Samples offered together before the station is let to breathe. */
const offerMax = 200;
/** Between two writes of what was acknowledged. */
const forgetEveryMs = 1000;

type Acknowledged = Parameters<Outbox['forget']>[0];

/** The samples of one driver's process on its own disk, until the station has said that they are on its. */
export class KeptSamples {
  readonly #outbox: Outbox;
  readonly #boot: BootId;
  readonly #bootCount: number;
  readonly #nextSeq = new Map<string, number>();
  readonly #acknowledged = new Map<string, Acknowledged>();
  #forgetting: NodeJS.Timeout | null = null;

  /** `entropy`: 32 hex digits, new at every start. @throws when the file cannot be opened */
  constructor(path: string, entropy: string, wallMs: number) {
    this.#outbox = new Outbox(path);
    this.#boot = makeId('boot', entropy);
    this.#bootCount = this.#outbox.begin(this.#boot, wallMs);
  }

  /** Puts a sample on disk and gives its place. @throws when the disk does not take it; the place is given up then */
  keep(sample: Sample): ChildPlace {
    const { stream } = sample;
    const seq = this.#nextSeq.get(stream) ?? 0;
    this.#outbox.put([{ stream, point: { ...sample, seq } }]);
    this.#nextSeq.set(stream, seq + 1);
    return this.#placeOf(this.#boot, this.#bootCount, stream, seq);
  }

  /**
   * Hands over everything that earlier starts left, oldest first; waits for each handful to be on its way. What cannot be
   * read any more is said and passed over: the device is read whatever lies here.
   */
  async offer(tell: (sample: Sample, place: ChildPlace) => Promise<void>): Promise<void> {
    try {
      await this.#offerAll(tell);
    } catch (error) {
      process.stderr.write(`what earlier starts left cannot be read: ${String(error)}\n`);
    }
  }

  async #offerAll(tell: (sample: Sample, place: ChildPlace) => Promise<void>): Promise<void> {
    for (let id = 0; ; ) {
      const rows = this.#outbox.after(id, offerMax).filter(({ boot }) => boot !== this.#boot);
      for (const { boot, bootCount, json } of rows) {
        const kept = keptIn(json);
        if (kept === null) continue;
        const { seq, ...sample } = kept;
        await tell(sample, this.#placeOf(parseId('boot', boot), bootCount, sample.stream, seq));
      }
      const last = rows.at(-1);
      if (last === undefined) return;
      id = last.id;
    }
  }

  /** Forgotten with others, once a second: what is offered once too often is known at the station. */
  forget(acknowledged: Acknowledged): void {
    this.#acknowledged.set(`${acknowledged.boot}/${acknowledged.stream}`, acknowledged);
    this.#forgetting ??= setTimeout(() => this.#forgetAll(), forgetEveryMs).unref();
  }

  #forgetAll(): void {
    this.#forgetting = null;
    try {
      for (const each of this.#acknowledged.values()) this.#outbox.forget(each);
      this.#acknowledged.clear();
    } catch (error) {
      // It is acknowledged again with the next sample.
      process.stderr.write(`what was acknowledged is still kept: ${String(error)}\n`);
    }
  }

  #placeOf(boot: BootId, bootCount: number, stream: string, seq: number): ChildPlace {
    const held = this.#outbox.held().find((each) => each.boot === boot);
    const own = held?.streams.find((each) => each.stream === stream);
    return { boot, bootCount, seq, oldestSeq: own?.oldestSeq ?? 0 };
  }
}

function keptIn(json: string): (Sample & { readonly seq: number }) | null {
  try {
    return JSON.parse(json);
  } catch {
    process.stderr.write('a sample that an earlier start left is damaged\n');
    return null;
  }
}
