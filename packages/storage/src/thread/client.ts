import { Worker } from 'node:worker_threads';
import { ArtisanError } from '@artisan-ts/domain';
import type { StoreRequest, StoreResponse, StoreThreadOptions } from '#thread/protocol.ts';

/**
 * Requests that may wait for the store's thread. A station asks for tens a second; when a thousand wait the
 * disk has stood still for long, and memory must not be what gives in next.
 */
const waitingMax = 1_000;

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: ArtisanError) => void;
}

/** Asks the store's thread. When the thread is gone everything that waits, and everything asked later, is refused. */
export class StoreClient {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  readonly #exited: Promise<void>;
  #nextId = 0;
  #end: ArtisanError | null = null;
  #closing: Promise<void> | null = null;

  /** Resolves when the thread has ended: with null after `close`, with the reason when it died. */
  readonly ended: Promise<ArtisanError | null>;

  constructor(options: StoreThreadOptions) {
    this.#worker = new Worker(new URL('./worker.ts', import.meta.url), {
      name: 'artisan-store',
      workerData: options,
      // What the process was started with is its own: `--eval` and its kind would end the thread.
      execArgv: [],
    });
    let cause: unknown;
    this.#worker.on('message', (response: StoreResponse) => this.#settle(response));
    this.#worker.on('error', (error) => {
      cause = error;
    });
    this.#exited = new Promise((resolve) => this.#worker.on('exit', () => resolve()));
    this.ended = this.#exited.then(() => this.#refuseAll(cause));
  }

  /** @throws ArtisanError what the operation threw; `store.unavailable` when the thread is gone or overrun */
  call(part: StoreRequest['part'], method: string, args: readonly unknown[]): Promise<unknown> {
    if (this.#waiting.size < waitingMax) return this.#send(part, method, args);
    const overrun = `${waitingMax} requests already wait for the disk; try again when it answers`;
    return Promise.reject(new ArtisanError('store.unavailable', `${part}.${method}: ${overrun}`));
  }

  /** Answers what was asked so far, closes the files and ends the thread. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  /** Ends the thread at once, as a fault would. */
  async kill(): Promise<void> {
    await this.#worker.terminate();
  }

  async #close(): Promise<void> {
    if (this.#end !== null) return;
    const closed = this.#send('thread', 'close', []);
    this.#end = new ArtisanError('store.unavailable', 'the store was closed');
    await closed;
    await this.#exited;
  }

  #send(part: StoreRequest['part'], method: string, args: readonly unknown[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#end !== null) throw this.#end;
      const id = this.#nextId++;
      this.#worker.postMessage({ id, part, method, args } satisfies StoreRequest);
      this.#waiting.set(id, { resolve, reject });
    });
  }

  #settle(response: StoreResponse): void {
    const waiting = this.#waiting.get(response.id);
    this.#waiting.delete(response.id);
    if (response.ok) waiting?.resolve(response.value);
    else waiting?.reject(new ArtisanError(response.code, response.message));
  }

  #refuseAll(cause: unknown): ArtisanError | null {
    if (this.#closing !== null && this.#waiting.size === 0) return null;
    const why = cause instanceof Error ? `: ${cause.message}` : '';
    const died = new ArtisanError(
      'store.unavailable',
      `the thread of the store ended${why}; another is started by itself, and everything that was acknowledged is on disk`,
      { cause },
    );
    this.#end = died;
    for (const { reject } of this.#waiting.values()) reject(died);
    this.#waiting.clear();
    return died;
  }
}
