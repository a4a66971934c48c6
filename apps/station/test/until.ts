import { setTimeout as sleep } from 'node:timers/promises';

/** For anything that has to happen on a busy computer. */
export const patienceMs = 90_000;
const lookMs = 20;

/** Resolves when it holds. @throws Error that names what did not happen in a minute and a half */
export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const lateMs = performance.now() + patienceMs;
  while (performance.now() < lateMs) {
    if (await holds()) return;
    await sleep(lookMs);
  }
  throw new Error(`did not happen: ${what}`);
}
