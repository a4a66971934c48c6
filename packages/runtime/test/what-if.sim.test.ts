import {
  btChannel,
  etChannel,
  Grams,
  type RoastId,
  type RoastRecord,
  WallMs,
} from '@artisan-ts/domain';
import { createStation, type Station } from '@artisan-ts/runtime';
import {
  buildCurve,
  buildMarks,
  buildRoastRecord,
  CountingIds,
  MemoryReadingStore,
  MemoryRoastStore,
  recordingLogger,
  SimulatedClock,
  SimulatedDisk,
} from '@artisan-ts/testkit';
import { TwinRoaster, twinMachines } from '@artisan-ts/twin';
import { beforeAll, describe, expect, it } from 'vitest';

const { g1 } = twinMachines;
const dayMs = 86_400_000;
const roastS = 620;
const machineName = 'Drum in the shed';

let station: Station;
let clock: SimulatedClock;

function emptyStation(): Station {
  clock = new SimulatedClock();
  const disk = new SimulatedDisk(clock);
  return createStation({
    clock,
    ids: new CountingIds(),
    logger: recordingLogger(),
    readings: new MemoryReadingStore(disk),
    roasts: new MemoryRoastStore(disk),
    drivers: [],
    systemBoot: 'boot',
  });
}

/** A roast on the simulated drum, written down as if it were a real one; each day has another plan for the burner. */
function roastOfDay(day: number): RoastRecord {
  const roaster = new TwinRoaster(g1, { seed: day, noise: true, days: 'B' });
  const byPct = 6 * ((day * 7) % 5) - 12;
  const plan = g1.schedule.map((step) =>
    step.lever === 'burner' ? { ...step, value: step.value + byPct } : step,
  );
  roaster.charge();
  const btC: number[] = [];
  const etC: number[] = [];
  for (let second = 0; second <= roastS; second += 1) {
    for (const { atS, lever, value } of plan) if (atS === second) roaster.setLever(lever, value);
    const sample = roaster.sample();
    btC.push(sample.btC);
    etC.push(sample.etC);
    roaster.advance(1);
  }
  return buildRoastRecord(day + 1, {
    machineName,
    beans: 'Kenya Nyeri',
    greenG: Grams(1000),
    startedWallMs: WallMs(day * dayMs),
    marks: buildMarks({ charge: 0, drop: roastS }),
    levers: g1.levers,
    leverChanges: plan.map(({ atS, lever, value }) => ({
      lever,
      timeS: atS,
      value,
      state: 'confirmed',
    })),
    curves: [buildCurve(btChannel, btC), buildCurve(etChannel, etC)],
  });
}

async function imported(record: RoastRecord): Promise<RoastId> {
  const result = station.roasts.importRecord(record);
  await clock.advance(1);
  expect((await result).ok).toBe(true);
  return record.id;
}

const more = { lever: 'burner', fromS: 240, value: 95 } as const;

/** Asks until the lesson is learnt, as a screen does. */
async function ask(
  id: RoastId,
  changes: readonly { lever: 'burner' | 'air'; fromS: number; value: number }[],
) {
  const asked: string[] = [];
  for (let times = 0; times < 10; times += 1) {
    const answer = station.whatIf.ask(id, { changes: [...changes] });
    await clock.advance(1000);
    const result = await answer;
    asked.push(result.ok ? 'answered' : result.code);
    if (result.ok || result.code !== 'twin.learning') return { asked, result };
  }
  throw new Error(`never learnt: ${asked.join()}`);
}

describe('what if, of finished roasts', () => {
  const days = 18;
  let ids: RoastId[] = [];
  beforeAll(async () => {
    station = emptyStation();
    ids = [];
    for (let day = 0; day < days; day += 1) ids.push(await imported(roastOfDay(day)));
  });

  it('is answered from the other roasts of the machine, once they are learnt', async () => {
    const { asked, result } = await ask(ids[14] as RoastId, [more]);
    expect(asked[0]).toBe('twin.learning');
    if (!result.ok) throw new Error(result.message);
    const { value } = result;
    expect(value).toMatchObject({
      roastId: ids[14],
      origin: 'simulated',
      isGoingOn: false,
      readS: roastS,
      fidelity: { grade: 'good', fittedTo: 6, threeFactors: { n: 12 } },
    });
    expect(value.timeS).toHaveLength(roastS + 1);
    expect((value.btC.at(-1) ?? 0) - (value.asItIsC.at(-1) ?? 0)).toBeGreaterThan(5);
    // Learnt once: the next question is answered at once.
    expect((await ask(ids[3] as RoastId, [more])).asked).toEqual(['answered']);
  });

  it('is withheld for a lever whose effect no pair of roasts shows', async () => {
    const { result } = await ask(ids[14] as RoastId, [{ ...more, lever: 'air' }]);
    expect(result).toMatchObject({
      ok: false,
      code: 'twin.withheld',
      message: expect.stringMatching(/of the air, only \d+ pairs/),
    });
  });

  it('refuses a value the lever does not take, a lever that is not there and a roast that is not', async () => {
    const id = ids[0] as RoastId;
    expect((await ask(id, [{ ...more, value: 130 }])).result).toMatchObject({
      code: 'lever.out-of-range',
    });
    expect((await ask('roast_x' as RoastId, [more])).result).toMatchObject({
      code: 'request.not-found',
    });
  });

  it('is learnt anew when another roast was added', async () => {
    const id = await imported(roastOfDay(days));
    expect((await ask(id, [more])).asked).toEqual(['twin.learning', 'answered']);
  });
});

describe('what if, with too little to learn from', () => {
  it('is withheld with the reason', async () => {
    station = emptyStation();
    const id = await imported(roastOfDay(0));
    expect((await ask(id, [more])).result).toMatchObject({
      code: 'twin.withheld',
      message: '"what if" is withheld: 1 roast of one configuration: a fit takes at least 6',
    });
  });

  it('is withheld of a roast without a drop that is over', async () => {
    station = emptyStation();
    const record = roastOfDay(0);
    const id = await imported({ ...record, marks: buildMarks({ charge: 0 }) });
    expect((await ask(id, [more])).result).toMatchObject({
      code: 'twin.withheld',
      message: '"what if" is withheld: of this roast, charge or drop is not marked',
    });
  });
});
