import {
  ArtisanError,
  type DurationMs,
  type ErrorCode,
  type RandomStream,
  seededStream,
} from '@artisan-ts/domain';
import type { Clock } from '@artisan-ts/runtime';

/** Every operation fails while the disk is in such a state. */
export type DiskFault = Extract<
  ErrorCode,
  'store.full' | 'store.read-only' | 'store.unavailable' | 'store.locked'
>;

interface FileState {
  text: string;
  /** How much of the text survives a crash. */
  durableLength: number;
}

/**
 * A disk of text files that are appended to. What was written is there for readers at once and survives a
 * {@link crash} only after a sync. It can be full or read-only, slow, or stall for as long as told.
 */
export class SimulatedDisk {
  /** Virtual milliseconds that each sync takes. */
  syncMs = 0;
  /** Set to make writes fail; null is healthy. */
  fault: DiskFault | null = null;
  readonly #clock: Clock;
  readonly #chance: RandomStream;
  readonly #files = new Map<string, FileState>();
  #stalled: (() => void)[] | null = null;
  #life = 0;
  #syncs = 0;

  /** `chance` decides how much of an unsynced write a crash leaves behind. */
  constructor(clock: Clock, chance: RandomStream = seededStream(1, 'disk')) {
    this.#clock = clock;
    this.#chance = chance;
  }

  /** How many syncs were confirmed. */
  get syncs(): number {
    return this.#syncs;
  }

  read(name: string): string {
    return this.#file(name).text;
  }

  /** @throws ArtisanError the code of {@link fault} */
  append(name: string, text: string): void {
    if (this.fault !== null) {
      throw new ArtisanError(this.fault, `write of ${text.length} characters to ${name} failed`);
    }
    this.#file(name).text += text;
  }

  /**
   * Resolves when everything appended so far survives a crash. If the crash comes first it never settles:
   * whoever waited for it is dead.
   */
  async sync(name: string): Promise<void> {
    const life = this.#life;
    const file = this.#file(name);
    const length = file.text.length;
    if (this.syncMs > 0) await this.#clock.sleep(this.syncMs as DurationMs);
    if (this.#stalled !== null) await this.#untilResumed(this.#stalled);
    if (life !== this.#life) return new Promise(() => undefined);
    file.durableLength = Math.max(file.durableLength, length);
    this.#syncs += 1;
  }

  /** Cuts a torn end off; durable at once. */
  truncate(name: string, length: number): void {
    const file = this.#file(name);
    file.text = file.text.slice(0, length);
    file.durableLength = length;
  }

  /** Syncs hang from now on until {@link resume}. */
  stall(): void {
    this.#stalled ??= [];
  }

  resume(): void {
    const waiting = this.#stalled ?? [];
    this.#stalled = null;
    for (const go of waiting) go();
  }

  /** The power goes. Of what was not synced, a random beginning may have reached the disk. */
  crash(): void {
    this.#life += 1;
    for (const file of this.#files.values()) {
      const unsynced = file.text.length - file.durableLength;
      const torn = Math.floor(this.#chance.next() * (unsynced + 1));
      file.text = file.text.slice(0, file.durableLength + torn);
      file.durableLength = file.text.length;
    }
    this.resume();
  }

  #untilResumed(waiting: (() => void)[]): Promise<void> {
    return new Promise((resolve) => {
      waiting.push(resolve);
    });
  }

  #file(name: string): FileState {
    const known = this.#files.get(name);
    if (known !== undefined) return known;
    const made: FileState = { text: '', durableLength: 0 };
    this.#files.set(name, made);
    return made;
  }
}
