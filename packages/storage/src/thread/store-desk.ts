import { invariant } from '@artisan-ts/domain';
import { type OpenStore, openParts } from '#open-parts.ts';
import { translateFault } from '#sqlite/translate-fault.ts';
import type {
  StoreParts,
  StoreRequest,
  StoreResponse,
  StoreThreadOptions,
} from '#thread/protocol.ts';

/** How often the files are looked after while the store is used: what is not noticed within it is not saved for good. */
const lookEveryMs = 1_000;

/** Owns the databases of a data folder and answers one request after the other, whole. Whoever calls it waits for the disk. */
export class StoreDesk {
  readonly #options: StoreThreadOptions;
  readonly #nowMs: () => number;
  /** Null before the opening, after the closing, and while files that were rescued do not open again. */
  #store: OpenStore | null = null;
  #isWanted = false;
  #lookedMs = Number.NEGATIVE_INFINITY;

  /** `nowMs` never goes back. */
  constructor(options: StoreThreadOptions, nowMs: () => number) {
    this.#options = options;
    this.#nowMs = nowMs;
  }

  answer(request: StoreRequest): StoreResponse {
    const { id, part, method, args } = request;
    try {
      const value = part === 'thread' ? this.#manage(method) : this.#call(part, method, args);
      if (part !== 'thread') this.#lookAfter();
      return { id, ok: true, value };
    } catch (fault) {
      const { code, message } = translateFault(
        fault,
        `${part}.${method} in ${this.#options.folder}`,
      );
      return { id, ok: false, code, message };
    }
  }

  /** `open` gives the store's notices. */
  #manage(method: string): readonly string[] {
    if (method === 'open') this.#store = openParts(this.#options);
    if (method === 'close') this.#store?.close();
    this.#isWanted = method === 'open';
    return this.#store?.notices ?? [];
  }

  /** Before anything is answered: what was written to a file that nobody can find any more was not saved. */
  #lookAfter(): void {
    const nowMs = this.#nowMs();
    if (this.#store === null || nowMs - this.#lookedMs < lookEveryMs) return;
    const deleted = this.#store.lookAfter();
    // Only a look that found nothing strange lasts: whoever finds a stranger's file looks again at the next call.
    this.#lookedMs = nowMs;
    if (deleted.length === 0) return;
    this.#store.close();
    this.#store = null;
    this.#reopen();
  }

  /** What does not open now is opened by a later request: nobody stands by to start the station again. */
  #reopen(): OpenStore {
    invariant(this.#isWanted, 'the store is open');
    this.#store ??= openParts(this.#options);
    return this.#store;
  }

  #call(part: keyof StoreParts, method: string, args: readonly unknown[]): unknown {
    const store = this.#reopen();
    // The client only sends the methods of the port, each with the arguments its type demands.
    const parts = store[part] as unknown as Record<
      string,
      (...given: readonly unknown[]) => unknown
    >;
    const operation = parts[method];
    invariant(operation !== undefined, `the store has ${part}.${method}`);
    return operation.apply(parts, [...args]);
  }
}
