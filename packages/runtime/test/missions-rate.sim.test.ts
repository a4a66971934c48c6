import { governorDefaults } from '@artisan-ts/kernel';
import { verifyAudit } from '@artisan-ts/testkit';
import { expect, it } from 'vitest';
import { press } from './people.ts';
import { World } from './world.ts';

const { capacity, refillPerHour } = governorDefaults.goalBucket;
/** More than may be asked for at a stretch. */
const roasts = capacity + 6;
/** Long enough that nobody has to look at it. */
const roastS = 95;

it('reports of a day on which the database was away come by themselves: as many as may at once, the others one by one', async () => {
  const world = new World();
  await world.start();
  const { id } = await world.addMachine('drum', { beans: 'software' });
  await world.run(60);
  world.isMissionServerAway = true;
  for (let each = 0; each < roasts; each++) {
    await press(world, id, 'charge');
    await world.run(roastS);
    await press(world, id, 'drop');
    await world.ask(world.station.machines.closeRoast(id));
    await world.run(2);
  }
  expect(world.missions.all()).toEqual([]);
  world.isMissionServerAway = false;
  await world.run(20);
  const states = () => world.missions.all().map(({ state }) => state);
  const waiting = world.missions.all().filter(({ state }) => state === 'RETRY');
  expect(states().filter((state) => state === 'DONE')).toHaveLength(capacity);
  expect(waiting).toHaveLength(roasts - capacity);
  for (const { governance, attempts } of waiting) {
    expect(governance.reasons).toEqual(['RATE_LIMITED']);
    expect(attempts).toBe(0);
  }
  // Nobody is asked: it goes on as tokens come back.
  expect(world.station.health().inbox).toBeUndefined();
  await world.run((3600 / refillPerHour) * (roasts - capacity) + 60);
  expect(states()).toEqual(Array(roasts).fill('DONE'));
  const gains = await world.ask(world.station.missions.gains(30));
  expect(gains).toMatchObject({ batches: roasts, reports: roasts, interventions: 0 });
  expect((await verifyAudit(world.missions)).findings).toEqual([]);
});
