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

/** Changes of missions in one transaction: more would keep others waiting for the disk. */
const togetherMax = 16;

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

  /** Answers requests in their order. Those about missions that follow each other wait for the disk once. */
  *answers(requests: readonly StoreRequest[]): Generator<StoreResponse> {
    for (const group of groups(requests)) {
      const values = group.length > 1 ? this.#together(group) : null;
      for (const [at, request] of group.entries()) {
        yield this.#answer(request, values === null ? undefined : () => values[at]);
      }
    }
  }

  answer(request: StoreRequest): StoreResponse {
    return this.#answer(request);
  }

  /** `done` gives what was done already. */
  #answer(request: StoreRequest, done?: () => unknown): StoreResponse {
    const { id, part, method, args } = request;
    try {
      if (part === 'thread') return { id, ok: true, value: this.#manage(method) };
      const value = done === undefined ? this.#call(part, method, args) : done();
      this.#lookAfter();
      return { id, ok: true, value };
    } catch (fault) {
      const { code, message } = translateFault(
        fault,
        `${part}.${method} in ${this.#options.folder}`,
      );
      return { id, ok: false, code, message };
    }
  }

  /** What the changes gave; null when one of them could not be done: then none was, and each has to be done alone. */
  #together(requests: readonly StoreRequest[]): readonly unknown[] | null {
    if (this.#store === null || this.#options.mode === 'read') return null;
    try {
      return this.#store.together(() =>
        requests.map(({ part, method, args }) => this.#call(part as 'missions', method, args)),
      );
    } catch {
      return null;
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

/** Requests about missions that follow each other; every other for itself. */
function groups(requests: readonly StoreRequest[]): readonly (readonly StoreRequest[])[] {
  const found: StoreRequest[][] = [];
  for (const request of requests) {
    const last = found.at(-1);
    const isTogether = request.part === 'missions' && last?.[0]?.part === 'missions';
    if (isTogether && last !== undefined && last.length < togetherMax) last.push(request);
    else found.push([request]);
  }
  return found;
}
