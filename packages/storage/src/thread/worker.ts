import { parentPort, workerData } from 'node:worker_threads';
import { invariant } from '@artisan-ts/domain';
import type { StoreRequest, StoreThreadOptions } from '#thread/protocol.ts';
import { StoreDesk } from '#thread/store-desk.ts';

/**
 * The thread that owns the databases. It answers one request after the other; a slow disk delays whoever waits
 * for it and nobody else.
 */
const port = parentPort;
invariant(port !== null, 'the store worker runs as a worker thread');
const desk = new StoreDesk(workerData as StoreThreadOptions, () => performance.now());

port.on('message', (request: StoreRequest) => {
  port.postMessage(desk.answer(request));
  if (request.part === 'thread' && request.method === 'close') port.close();
});
