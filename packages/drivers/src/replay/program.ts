import {
  type LeverId,
  type MarkKind,
  MonoUs,
  type RoastRecord,
  type Sample,
  secondsAfter,
  WallMs,
} from '@artisan-ts/domain';
import { type RecordStream, recordStreams } from '#record-streams.ts';

/** A sample of a recording, complete but for the wall time, which is that of the playing. */
export type RecordedSample = Omit<Sample, 'wallMs'>;

/** One thing that a recording says, at its time. */
export type ReplayEvent =
  | { readonly type: 'sample'; readonly atUs: MonoUs; readonly sample: RecordedSample }
  | { readonly type: 'mark'; readonly atUs: MonoUs; readonly kind: MarkKind }
  | {
      readonly type: 'lever';
      readonly atUs: MonoUs;
      readonly lever: LeverId;
      readonly value: number;
    };

const axisStart = MonoUs(0);

/** Second `timeS` of the record on the axis on which it is played: the axis starts with the record. */
function onAxis(timeS: number): MonoUs {
  return MonoUs(Math.max(0, secondsAfter(axisStart, timeS)));
}

/**
 * Everything a recording says, in the order in which it is said.
 *
 * Shape: ordered by time; at one time levers, then samples, then marks, so that a mark finds its sample. What was
 * set before the start is said at the start. The turning point is derived and never said. `coolEnd` closes a
 * roast, so it is said last, with its own time, however many samples the file has after it.
 */
export function replayProgram(record: RoastRecord): readonly ReplayEvent[] {
  const events = [
    ...leverEvents(record),
    ...recordStreams(record).flatMap(sampleEvents),
    ...markEvents(record),
  ].sort((a, b) => a.atUs - b.atUs);
  const closing = events.filter(isClosing);
  return [...events.filter((event) => !isClosing(event)), ...closing];
}

function isClosing(event: ReplayEvent): boolean {
  return event.type === 'mark' && event.kind === 'coolEnd';
}

function leverEvents({ leverChanges }: RoastRecord): ReplayEvent[] {
  return leverChanges.map(({ lever, value, timeS }) => ({
    type: 'lever',
    atUs: onAxis(timeS),
    lever,
    value,
  }));
}

function markEvents({ marks }: RoastRecord): ReplayEvent[] {
  return Object.values(marks)
    .filter(({ kind }) => kind !== 'turningPoint')
    .map(({ kind, timeS }) => ({ type: 'mark', atUs: onAxis(timeS), kind }));
}

function sampleEvents({ spec, timeS, curves }: RecordStream): ReplayEvent[] {
  return timeS.map((atS, index) => {
    const values = curves.map((curve) => curve.values[index] ?? null);
    // A file keeps no reasons unless it is ours: then the probe simply was not there.
    const missing = curves.map((curve, channel) =>
      values[channel] === null ? (curve.missing?.[index] ?? 'not-connected') : null,
    );
    const atUs = onAxis(atS);
    return {
      type: 'sample',
      atUs,
      sample: { stream: spec.stream, monoUs: atUs, values, missing },
    };
  });
}

/** The sample as it is handed on: its wall time lies as far back as its own time does. */
export function playedSample(
  sample: RecordedSample,
  now: { readonly monoUs: MonoUs; readonly wallMs: WallMs },
): Sample {
  const agoMs = Math.round((now.monoUs - sample.monoUs) / 1000);
  return { ...sample, wallMs: WallMs(now.wallMs - agoMs) };
}
