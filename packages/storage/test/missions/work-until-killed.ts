/**
 * A process that works on missions until it is killed: from outside at any moment, or by itself at a numbered call of the
 * store, before or after what it does.
 *
 * Arguments: where the missions are, folder of the effects, name of the worker, seed, speed of time, call at which it dies
 * (0: at none).
 */
import { seededStream } from '@artisan-ts/domain';
import { type Agent, MissionWorker } from '@artisan-ts/runtime';
import { recordingLogger, scopeOf } from '@artisan-ts/testkit';
import { openEffects } from './effects.ts';
import { fastClock } from './fast-clock.ts';
import { type OpenMissions, openMissions } from './where.ts';

const [where = '', folder = '', workerId = '', seed = '', speed = '', dieAt = ''] =
  process.argv.slice(2);
const chance = seededStream(Number(seed), workerId);
const clock = fastClock(Number(speed));
const effects = openEffects(folder);
const { missions } = openMissions(where);
const idleMs = 2_000;

const reporter: Agent = {
  goal: 'roast-report',
  run: async ({ mission, step }) => {
    const seen = await step('scan', async () => mission.subjectId);
    await step('act', async () => {
      effects.receive(`${mission.id}:act`);
      return null;
    });
    return { text: `report on ${String(seen)}` };
  },
  isResult: () => true,
};

const worker = new MissionWorker({
  store: mortal(missions, Number(dieAt), chance.next() < 0.5),
  clock,
  logger: recordingLogger(),
  agents: [reporter],
  scope: scopeOf(workerId),
  nowMs: () => clock.wallMs(),
  chance: () => chance.next(),
});
const never = new AbortController().signal;
for (;;) {
  try {
    await missions.sweep(clock.wallMs());
    await worker.workAll(never);
  } catch (error) {
    // Others hold the file or the rows for a moment: asked again, as the office does.
    process.stderr.write(`${workerId}: ${String(error)}\n`);
  }
  await clock.sleep(idleMs as never);
}

/** The store of a process that dies at its n-th call, before it is made or when it was answered. */
function mortal(
  store: OpenMissions['missions'],
  callNo: number,
  isBefore: boolean,
): OpenMissions['missions'] {
  let calls = 0;
  const die = () => process.kill(process.pid, 'SIGKILL');
  return new Proxy(store, {
    get:
      (target, name) =>
      async (...args: readonly unknown[]) => {
        const isLast = ++calls === callNo;
        if (isLast && isBefore) die();
        const call = Reflect.get(target, name) as (...given: readonly unknown[]) => unknown;
        const answer = await call(...args);
        if (isLast) die();
        return answer;
      },
  });
}
