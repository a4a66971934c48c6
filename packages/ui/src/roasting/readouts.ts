import type { MachineDto, RoastDto } from '@artisan-ts/contracts';
import type { MissingReason } from '@artisan-ts/domain';
import { phaseBands, phaseLabels, rateMeaninglessS } from '@artisan-ts/roast';
import type { MachineFeed } from '#live/machine-feed.ts';
import {
  freshness,
  machineNowUs,
  markOf,
  type Stage,
  stageOf,
  zeroUsOf,
} from '#roasting/moment.ts';

/** One channel as the readout shows it. */
export interface ChannelReadout {
  readonly valueC: number | null;
  readonly rateCPerMin: number | null;
  /** Whether the rate means something yet. */
  readonly isRateMeant: boolean;
  readonly missing: MissingReason | null;
  /** What is wrong with the signal, in words; null while it can be trusted. */
  readonly trouble: string | null;
}

/** Everything the readouts show at one moment. */
export interface Readouts {
  readonly stage: Stage;
  /** Seconds from charge; the whole roast once dropped; null before charge. */
  readonly timeS: number | null;
  readonly phase: string | null;
  /** Seconds since the phase began; null in the first one, which began with the roast. */
  readonly phaseS: number | null;
  /** Share of the roast so far, percent; the development time ratio during and after development. */
  readonly phasePct: number | null;
  /** From first crack on: the share is the development time ratio. */
  readonly isDeveloped: boolean;
  readonly stale: boolean;
  readonly ageS: number | null;
  readonly bt: ChannelReadout;
  readonly et: ChannelReadout;
}

/** The readouts of a machine at this moment. `nowMs` is on the clock of `NewestSample.arrivedMs`. */
export function readoutsOf(
  machine: MachineDto,
  roast: RoastDto | null,
  feed: MachineFeed,
  nowMs: number,
): Readouts {
  const stage = stageOf(roast);
  const { stale, ageS } = freshness(machine, feed.newest, nowMs);
  const nowUs = machineNowUs(machine, feed.newest, nowMs);
  const zeroUs = zeroUsOf(roast);
  const sinceChargeS =
    nowUs === null || zeroUs === null ? null : Math.max(0, (nowUs - zeroUs) / 1e6);
  const time = timeOf(roast, stage, sinceChargeS);
  const row = feed.ring.at(feed.ring.end - 1);
  const isRateMeant = stage !== 'roasting' || (sinceChargeS ?? 0) >= rateMeaninglessS;
  const missing = feed.newest?.missing ?? {};
  return {
    stage,
    ...time,
    stale,
    ageS,
    bt: {
      valueC: row?.btC ?? null,
      rateCPerMin: row?.btCPerMin ?? null,
      isRateMeant,
      missing: missing['btC'] ?? missing['bt'] ?? null,
      trouble: troubleOf(machine, 'bt'),
    },
    et: {
      valueC: row?.etC ?? null,
      rateCPerMin: row?.etCPerMin ?? null,
      isRateMeant,
      missing: missing['etC'] ?? missing['et'] ?? null,
      trouble: troubleOf(machine, 'et'),
    },
  };
}

function troubleOf(machine: MachineDto, id: 'bt' | 'et'): string | null {
  return machine.channels.find((channel) => channel.id === id)?.trouble?.message ?? null;
}

type TimePart = Pick<Readouts, 'timeS' | 'phase' | 'phaseS' | 'phasePct' | 'isDeveloped'>;

const noTime: TimePart = {
  timeS: null,
  phase: null,
  phaseS: null,
  phasePct: null,
  isDeveloped: false,
};
/** Between two batches the time since the drop is what counts; after an hour the day is over. */
const betweenBatchesS = 3600;

function timeOf(roast: RoastDto | null, stage: Stage, sinceChargeS: number | null): TimePart {
  const drop = markOf(roast, 'drop');
  if (stage === 'preheat' || sinceChargeS === null) {
    return drop ? droppedAt(roast, drop.timeS, null) : noTime;
  }
  if (!drop) return { timeS: sinceChargeS, ...phaseAt(roast, sinceChargeS) };
  const sinceDropS = Math.max(0, sinceChargeS - drop.timeS);
  if (stage === 'dropped') return { ...droppedAt(roast, drop.timeS, sinceDropS), phase: 'Cooling' };
  return droppedAt(roast, drop.timeS, sinceDropS < betweenBatchesS ? sinceDropS : null);
}

function droppedAt(roast: RoastDto | null, timeS: number, sinceDropS: number | null): TimePart {
  return {
    timeS,
    phase: sinceDropS === null ? 'Roasted' : 'Since drop',
    phaseS: sinceDropS,
    phasePct: roast?.dtrPct ?? null,
    isDeveloped: true,
  };
}

/** The phase a roast is in, since when, and its share of the time so far. */
function phaseAt(roast: RoastDto | null, timeS: number): Omit<TimePart, 'timeS'> {
  const bands = phaseBands(
    {
      dryEndS: markOf(roast, 'dryEnd')?.timeS ?? null,
      fcStartS: markOf(roast, 'fcStart')?.timeS ?? null,
      dropS: null,
    },
    timeS,
  );
  const band = bands.at(-1);
  const isDeveloped = band?.phase === 'development';
  const phase = phaseLabels[band?.phase ?? 'drying'];
  // The first phase is the whole roast so far: neither its time nor its share says anything.
  if (!band || band.fromS <= 0) return { phase, phaseS: null, phasePct: null, isDeveloped };
  const phaseS = timeS - band.fromS;
  return { phase, phaseS, phasePct: (100 * phaseS) / timeS, isDeveloped };
}
