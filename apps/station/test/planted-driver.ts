import { setTimeout as sleep } from 'node:timers/promises';
import { aillioDriver, R1Simulator } from '@artisan-ts/drivers';
import { FakeTransport } from '@artisan-ts/testkit';
import { runDriverChild } from '#bridge/driver-child.ts';
import { SystemClock } from '#platform/system-clock.ts';

/**
 * The real process of the driver of a Bullet, with a Bullet at the end of its line. The word it is started with says what
 * is wrong with that driver after it has read for a while: `hang`, `leak`, or nothing.
 */
const what = process.argv[2];
const soundMs = 1_500;
const stepBytes = 20_000_000;
const held: Buffer[] = [];

async function goWrong(): Promise<void> {
  await sleep(soundMs);
  if (what === 'hang') for (;;);
  while (what === 'leak') {
    held.push(Buffer.alloc(stepBytes, 1));
    await sleep(50);
  }
}

const clock = new SystemClock();
let round = 0;
const bullet = new FakeTransport({
  clock,
  onOpen: ({ far }) => {
    new R1Simulator({
      connection: far,
      clock,
      next: () => ({ bt: 150 + (round++ % 50), drum: 200 }),
    });
  },
});
void goWrong();
await runDriverChild([aillioDriver(() => bullet)]);
