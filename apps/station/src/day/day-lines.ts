import type { Check } from '#day/judge-day.ts';
import type { DayFault } from '#day/plan.ts';
import type { PlayedDay } from '#day/play-day.ts';
import type { TrueBatch } from '#day/truth.ts';

/** A batch that was dropped, in a line. */
export function batchLine(batch: TrueBatch, done: number, all: number): string {
  const { machine, plan, chargeS, dropS, roastedG } = batch;
  const forgot = (['charge', 'drop'] as const).filter((kind) => !plan.presses[kind]);
  const notes = [
    ...plan.faults,
    ...(plan.oddity === null ? [] : [plan.oddity]),
    ...(plan.cable === null ? [] : ['cable']),
    ...forgot.map((kind) => `${kind} not pressed`),
  ];
  const minutes = `${Math.floor((dropS - chargeS) / 60)}:${String(Math.round(dropS - chargeS) % 60).padStart(2, '0')}`;
  return `${clock(dropS)}  ${machine}, batch ${plan.number}: ${minutes}, ${plan.greenG} g to ${roastedG} g${notes.length > 0 ? ` (${notes.join(', ')})` : ''}  ${done} of ${all}`;
}

/** The day and its verdict, for people. */
export function dayLines(
  { truth, hours }: PlayedDay,
  faults: readonly DayFault[],
  checks: readonly Check[],
): readonly string[] {
  const full = faults.filter(({ kind }) => kind === 'diskFull').length;
  const failed = checks.filter(({ wrong }) => wrong.length > 0).length;
  return [
    `${truth.batches.length} batches in ${hours.toFixed(1)} h. The program died ${truth.deaths.length} times, the disk was full ${full} times.`,
    ...truth.deaths.map(({ atS, during }) => `  ${clock(atS)}  killed during ${during}`),
    ...truth.interventions.map(
      ({ atS, decision, reasons }) =>
        `  ${clock(atS)}  a person: ${decision}, ${reasons.join(', ')}`,
    ),
    ...checks.flatMap(({ what, seen, wrong }) => [
      `${wrong.length === 0 ? 'ok ' : 'BAD'}  ${what}: ${seen}`,
      ...wrong.map((line) => `       ${line}`),
    ]),
    `${checks.length - failed} passed, ${failed} failed`,
  ];
}

/** A moment of the day, which begins at six. */
function clock(atS: number): string {
  const minutes = 360 + Math.floor(atS / 60);
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
