import type { MarkBody } from '@artisan-ts/contracts';
import {
  leadIntervalS,
  type MonoUs,
  ok,
  type Result,
  refuse,
  secondsAfter,
  secondsBetween,
} from '@artisan-ts/domain';
import type { AttachedMachine } from '#machines/attached-machine.ts';
import type { Clock } from '#ports/clock.ts';
import type { StoredRoast } from '#ports/stored-roast.ts';
import { gapThresholdS } from '#roasts/assemble-record.ts';
import type { Tape } from '#tape/tape.ts';

/** Where a mark is put on the axis of a machine. */
export interface MarkPlace {
  readonly clock: Clock;
  readonly tape: Tape;
  readonly intervalS: number;
  /** The roast that times are counted in: from charge, or from its start when charge is unset. */
  readonly roast: StoredRoast | null;
}

/** Where the marks of a machine are put. */
export function markPlaceOf({ clock, tape, machine, desk }: AttachedMachine): MarkPlace {
  return {
    clock,
    tape,
    intervalS: leadIntervalS(machine.configuration.sources),
    roast: desk.roast,
  };
}

/** The moment a mark refers to: the newest reading at or before the moment that was said, now when none was. */
export function markMoment(at: MarkBody['at'], place: MarkPlace): Result<MonoUs> {
  const said = saidMoment(at, place);
  return said.ok ? ok(readingAt(said.value, place)) : said;
}

function saidMoment(at: MarkBody['at'], { clock, roast }: MarkPlace): Result<MonoUs> {
  const nowUs = clock.monoUs();
  if (at === undefined) return ok(nowUs);
  if ('monoUs' in at) return ok(Math.min(at.monoUs, nowUs) as MonoUs);
  if (roast === null || roast.span === null) {
    return refuse('mark.no-roast', 'a time from charge needs a roast, and there is none yet');
  }
  const zeroS = roast.header.marks.charge?.timeS ?? 0;
  const saidUs = secondsAfter(roast.span.startUs, zeroS + at.timeS);
  if (saidUs < 0) {
    return refuse('mark.no-data', `nothing was read ${-at.timeS} s before charge`);
  }
  return ok(Math.min(saidUs, nowUs) as MonoUs);
}

/** While nothing arrives a mark keeps its own moment: the last reading would be the wrong one. */
export function readingAt(
  atUs: MonoUs,
  { tape, intervalS }: Pick<MarkPlace, 'tape' | 'intervalS'>,
): MonoUs {
  const readUs = tape.atOrBefore(atUs);
  if (readUs === null || secondsBetween(readUs, atUs) > gapThresholdS({ intervalS })) return atUs;
  return readUs;
}
