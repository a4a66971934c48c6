import { setTimeout as sleep } from 'node:timers/promises';
import { ArtisanError } from '@artisan-ts/domain';
import { type BackOff, backOffMs } from '@artisan-ts/runtime';
import { StoreClient } from '#thread/client.ts';
import type { StoreRequest, StoreThreadOptions } from '#thread/protocol.ts';

/** A damaged disk is not asked without end, and one that is mended is found within a quarter of a minute. */
const restartBackOff: BackOff = { firstMs: 100, maxMs: 15_000 };
/** A thread that lived for so long died of something new. */
const goodLifeMs = 60_000;

/**
 * Asks the store's thread, and starts another when it dies, for as long as the store is wanted: what was acknowledged is on
 * disk, and what waited is refused and asked again by whoever needs it. Until a thread has opened the store, everything is
 * refused with the reason why the last one could not.
 */
export class KeptClient {
  readonly #options: StoreThreadOptions;
  readonly #backOff: BackOff;
  readonly #closing = new AbortController();
  #client: StoreClient;
  #notices: readonly string[] = [];
  /** Why the last start did not open the store; null when it did. */
  #fault: ArtisanError | null = null;

  private constructor(options: StoreThreadOptions, backOff: BackOff, client: StoreClient) {
    this.#options = options;
    this.#backOff = backOff;
    this.#client = client;
    void this.#keep();
  }

  /** @throws ArtisanError `store.*` when it does not open the first time */
  static async open(options: StoreThreadOptions, backOff = restartBackOff): Promise<KeptClient> {
    const client = new StoreClient(options);
    const notices = await opened(client);
    const kept = new KeptClient(options, backOff, client);
    kept.#notices = notices;
    return kept;
  }

  /** What a person must know about what was found at the last opening. */
  get notices(): readonly string[] {
    return this.#notices;
  }

  /** @throws ArtisanError what the operation threw; why there is no store when there is none at the moment */
  call(part: StoreRequest['part'], method: string, args: readonly unknown[]): Promise<unknown> {
    if (this.#fault !== null) return Promise.reject(this.#fault);
    return this.#client.call(part, method, args);
  }

  close(): Promise<void> {
    this.#closing.abort();
    return this.#client.close();
  }

  /** Ends the present thread at once, as a fault would. */
  kill(): Promise<void> {
    return this.#client.kill();
  }

  async #keep(): Promise<void> {
    const { signal } = this.#closing;
    for (let failures = 1; ; failures++) {
      const startedMs = performance.now();
      const fault = await this.#client.ended;
      if (fault === null) return;
      if (performance.now() - startedMs > goodLifeMs) failures = 1;
      // Cut short by the closing.
      await sleep(backOffMs(this.#backOff, failures), null, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      await this.#restart();
    }
  }

  async #restart(): Promise<void> {
    const client = new StoreClient(this.#options);
    // Asked for at once: requests that come from here on are answered after the opening.
    this.#client = client;
    try {
      this.#notices = await opened(client);
      this.#fault = null;
    } catch (error) {
      // A store that does not open ends its thread, and is tried again.
      this.#fault = error instanceof ArtisanError ? error : null;
    }
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
