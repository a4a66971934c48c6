import {
  btChannel,
  etChannel,
  Grams,
  type Mark,
  type MarkRevision,
  type MarkSet,
  type RoastId,
  type RoastRecord,
  WallMs,
} from '@artisan-ts/domain';
import type { RoastedBeans } from '#physics/roasted-beans.ts';
import type { TwinMark, TwinRun } from '#reference-roast.ts';

const gramsPerKilogram = 1000;
const msPerSecond = 1000;

/** What a run cannot know of itself. */
export interface TwinRecordFacts {
  readonly id: RoastId;
  readonly startedWallMs: WallMs;
  /** Seconds east of UTC. */
  readonly utcOffsetS: number;
}

/** A simulated roast as a record, like any other but for its origin. */
export function twinRunRecord(run: TwinRun, facts: TwinRecordFacts): RoastRecord {
  const { machine, timeS } = run;
  const greenG = machine.charge.greenKg * gramsPerKilogram;
  return {
    id: facts.id,
    revision: 1,
    origin: 'simulated',
    title: `Twin ${machine.id.toUpperCase()}, reference roast`,
    machineId: null,
    configurationId: null,
    machineName: `Twin ${machine.label}`,
    coffeeId: null,
    lotId: null,
    beans: '',
    displayUnit: 'C',
    startedWallMs: facts.startedWallMs,
    utcOffsetS: facts.utcOffsetS,
    clockRate: 1,
    intervalS: machine.intervalS,
    closeReason: 'operator',
    greenG: Grams(greenG),
    roastedG: Grams(greenG * (1 - run.roasted.lossPct.total / 100)),
    roastingNotes: [
      `Simulated with seed ${run.seed}, probe noise ${run.noise ? 'on' : 'off'}.`,
      estimatesText(run.roasted),
    ].join(' '),
    marks: marksOf(run, facts.startedWallMs),
    levers: machine.levers,
    leverChanges: run.leverChanges.map((change) => ({ ...change, state: 'confirmed' })),
    notes: [],
    curves: [
      { channel: btChannel, timeS, values: run.btC, missing: null },
      { channel: etChannel, timeS, values: run.etC, missing: null },
    ],
    gaps: [],
    foreign: null,
  };
}

/** What a simulation believes of the beans, in a sentence that says so. */
export function estimatesText({ lossPct, agtron, agtronPlusMinus }: RoastedBeans): string {
  const colour = `Agtron ${agtron.toFixed(0)} +/- ${agtronPlusMinus}`;
  return `Estimated: ${lossPct.total.toFixed(1)} % of its weight lost, whole-bean colour ${colour}.`;
}

function marksOf(run: TwinRun, startedWallMs: WallMs): MarkSet {
  const { dryEndC, fcStartC, dropC } = run.machine.markTemperatures;
  const mark = (kind: TwinMark, reason: string): Mark => {
    const timeS = run.markTimesS[kind];
    const wallMs = WallMs(startedWallMs + timeS * msPerSecond);
    const history: MarkRevision[] = [{ action: 'set', timeS, source: 'device', wallMs }];
    return { kind, timeS, state: 'confirmed', source: 'device', confidence: 1, reason, history };
  };
  return {
    charge: mark('charge', 'the simulation put the beans in'),
    dryEnd: mark('dryEnd', `BT reached ${dryEndC} C`),
    fcStart: mark('fcStart', `BT reached ${fcStartC} C, where this machine's beans crack`),
    drop: mark('drop', `BT reached ${dropC} C, the end of the reference roast`),
  };
}
