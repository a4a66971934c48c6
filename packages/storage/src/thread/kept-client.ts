import { setTimeout as sleep } from 'node:timers/promises';
import type { ArtisanError } from '@artisan-ts/domain';
import { StoreClient } from '#thread/client.ts';
import type { StoreRequest, StoreThreadOptions } from '#thread/protocol.ts';

/** Starts in a row before the store is given up: a thread that dies so often will die again. */
const restartsMax = 8;
const restartPauseMs = 100;
/** A thread that lived for so long died of something new. */
const goodLifeMs = 60_000;

/**
 * Asks the store's thread, and starts another when it dies: what was acknowledged is on disk, and what waited is refused
 * and asked again by whoever needs it.
 */
export class KeptClient {
  readonly #options: StoreThreadOptions;
  #client: StoreClient;
  #notices: readonly string[] = [];
  #isClosing = false;

  /** Resolves when the store is gone: with null after `close`, with the reason when it was given up. */
  readonly ended: Promise<ArtisanError | null>;

  private constructor(options: StoreThreadOptions, client: StoreClient) {
    this.#options = options;
    this.#client = client;
    this.ended = this.#keep();
  }

  /** @throws ArtisanError `store.*` when it does not open the first time */
  static async open(options: StoreThreadOptions): Promise<KeptClient> {
    const client = new StoreClient(options);
    const notices = await opened(client);
    const kept = new KeptClient(options, client);
    kept.#notices = notices;
    return kept;
  }

  /** What a person must know about what was found at the last opening. */
  get notices(): readonly string[] {
    return this.#notices;
  }

  /** @throws ArtisanError what the operation threw; `store.unavailable` while there is no thread */
  call(part: StoreRequest['part'], method: string, args: readonly unknown[]): Promise<unknown> {
    return this.#client.call(part, method, args);
  }

  close(): Promise<void> {
    this.#isClosing = true;
    return this.#client.close();
  }

  /** Ends the present thread at once, as a fault would. */
  kill(): Promise<void> {
    return this.#client.kill();
  }

  async #keep(): Promise<ArtisanError | null> {
    let restarts = 0;
    for (;;) {
      const startedMs = performance.now();
      const fault = await this.#client.ended;
      if (fault === null) return null;
      if (performance.now() - startedMs > goodLifeMs) restarts = 0;
      if (restarts === restartsMax) return fault;
      await sleep(restartPauseMs * 2 ** restarts);
      if (this.#isClosing) return fault;
      restarts += 1;
      await this.#restart();
    }
  }

  async #restart(): Promise<void> {
    const client = new StoreClient(this.#options);
    // Asked for at once: requests that come from here on are answered after the opening.
    this.#client = client;
    const before = this.#notices;
    // A store that does not open ends its thread, and the next start is counted.
    this.#notices = await opened(client).catch(() => before);
  }
}

async function opened(client: StoreClient): Promise<readonly string[]> {
  try {
    return (await client.call('thread', 'open', [])) as readonly string[];
  } catch (error) {
    await client.kill();
    throw error;
  }
}
