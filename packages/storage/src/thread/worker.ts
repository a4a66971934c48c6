import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
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
  const requests = [request, ...waiting()];
  for (const answer of desk.answers(requests)) port.postMessage(answer);
  if (requests.some(({ part, method }) => part === 'thread' && method === 'close')) port.close();
});

/** What was asked while the disk was waited for. */
function* waiting(): Generator<StoreRequest> {
  invariant(port !== null, 'the store worker runs as a worker thread');
  for (let found = receiveMessageOnPort(port); found; found = receiveMessageOnPort(port)) {
    yield found.message as StoreRequest;
  }
}
