import { parentPort, workerData } from 'node:worker_threads';
import { invariant } from '@artisan-ts/domain';
import { type OpenStore, openParts } from '#open-parts.ts';
import { translateFault } from '#sqlite/translate-fault.ts';
import type { StoreRequest, StoreResponse, StoreThreadOptions } from '#thread/protocol.ts';

/**
 * The thread that owns the databases. It answers one request after the other; a slow disk delays whoever waits
 * for it and nobody else.
 */
const port = parentPort;
invariant(port !== null, 'the store worker runs as a worker thread');
const options = workerData as StoreThreadOptions;
let store: OpenStore | null = null;
let lookedMs = 0;

/** How often the files are looked after while the store is used: what is not noticed within it is not saved for good. */
const lookEveryMs = 1_000;

port.on('message', (request: StoreRequest) => {
  port.postMessage(answer(request));
  if (request.part === 'thread' && request.method === 'close') port.close();
});

function answer(request: StoreRequest): StoreResponse {
  const { id, part, method, args } = request;
  try {
    const value = part === 'thread' ? manage(method) : call(part, method, args);
    if (part !== 'thread') lookAfter();
    return { id, ok: true, value };
  } catch (fault) {
    const { code, message } = translateFault(fault, `${part}.${method} in ${options.folder}`);
    return { id, ok: false, code, message };
  }
}

/** `open` gives the store's notices. */
function manage(method: string): readonly string[] {
  if (method === 'open') store = openParts(options);
  if (method === 'close') store?.close();
  return store?.notices ?? [];
}

/** Before anything is answered: what was written to a file that nobody can find any more was not saved. */
function lookAfter(): void {
  const nowMs = performance.now();
  if (store === null || nowMs - lookedMs < lookEveryMs) return;
  const deleted = store.lookAfter();
  // Only a look that found nothing strange lasts: whoever finds a stranger's file looks again at the next call.
  lookedMs = nowMs;
  if (deleted.length === 0) return;
  store.close();
  store = openParts(options);
}

function call(part: 'readings' | 'roasts', method: string, args: readonly unknown[]): unknown {
  invariant(store !== null, 'the store is open');
  // The client only sends the methods of the port, each with the arguments its type demands.
  const parts = store[part] as unknown as Record<string, (...given: readonly unknown[]) => unknown>;
  const operation = parts[method];
  invariant(operation !== undefined, `the store has ${part}.${method}`);
  return operation.apply(parts, [...args]);
}
