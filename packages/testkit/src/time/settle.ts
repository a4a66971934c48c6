import { setImmediate } from 'node:timers/promises';

/**
 * Lets every promise that can go on go on. The whole microtask queue is empty before the next turn of the
 * event loop, however long the chain of awaits; what waits for a timer or for real input stays where it is.
 */
export async function settle(): Promise<void> {
  await setImmediate();
}
