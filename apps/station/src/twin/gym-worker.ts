import { parentPort } from 'node:worker_threads';
import { gymRoast, policies, referenceOf, suiteDay, twinMachines } from '@artisan-ts/twin';
import type { GymTask } from '#twin/gym-run.ts';

/** Roasts what it is given, one message of results for each message of seeds. */
parentPort?.on('message', ({ machine, suite, policy, added, seeds }: GymTask) => {
  const twin = twinMachines[machine];
  const reference = referenceOf(twin);
  const results = seeds.map((seed) =>
    gymRoast(suiteDay(twin, suite, seed, added), reference, policies[policy], seed),
  );
  parentPort?.postMessage(results);
});
