import { limitsAtMost } from '@artisan-ts/kernel';
import {
  type ConsistencyBatch,
  consistency,
  consistencyWords,
  type MeasureConsistency,
  measureLabels,
  type ProbeDrift,
  probeDrift,
  signedText,
} from '@artisan-ts/roast';
import type { DriftBatch } from '#agents/machine-tools.ts';
import type { Mind, Round, ToolAnswer } from '#agents/mind.ts';
import { countIn, outputOf, textIn } from '#agents/tool-output.ts';

const read = 'batches.read@1';
/** So far back it looks; a season of one coffee. */
const weeks = 12;
const weekMs = 7 * 86_400_000;

/** Looks at each machine once a week: whether its batches are as alike as before, and whether its probe reads as before. */
export const driftWatcher: Mind = {
  definition: {
    kind: 'agent',
    id: 'drift-watcher',
    version: 1,
    words:
      'Looks once a week whether the batches of a machine are as alike as before, and whether its bean probe reads as before.',
    goal: 'drift-watch',
    behaviour: 'watch',
    tools: [read],
    limits: { ...limitsAtMost, iterations: 1, toolCalls: 2, tokens: 2_000 },
  },
  scan: ({ mission: { machineId, params } }) => [
    { tool: read, args: { machineId, untilMs: countIn(params, 'untilMs'), weeks } },
  ],
  think: (_, [seen]) => {
    const batches = batchesIn(seen);
    return { words: `${batches.length} batches of ${weeks} weeks are held together.`, calls: [] };
  },
  observe: (round, [seen]) => {
    if (seen === undefined || !seen.ok) {
      return { kind: 'fail', code: 'BAD_INPUT', words: seen?.message ?? 'nothing was read' };
    }
    const batches = batchesIn(seen);
    const sinceMs = (countIn(round.mission.params, 'untilMs') ?? 0) - weekMs;
    const drift = probeDrift(batches, sinceMs);
    const consistent = consistencySentences(batches, sinceMs);
    return {
      kind: 'finish',
      words: 'The week was looked at.',
      result: {
        sentences: [weekWords(round, seen, sinceMs), probeWords(drift), ...consistent.sentences],
        drifting: consistent.drifting,
        probe: drift === null ? null : { ...drift },
      },
    };
  },
};

function batchesIn(seen: ToolAnswer | undefined): readonly DriftBatch[] {
  return outputOf<{ batches: readonly DriftBatch[] }>(seen)?.batches ?? [];
}

function weekWords({ mission }: Round, seen: ToolAnswer, sinceMs: number): string {
  const batches = batchesIn(seen);
  const recent = batches.filter(({ startedWallMs }) => startedWallMs >= sinceMs).length;
  const name = outputOf<{ machineName: string }>(seen)?.machineName ?? '';
  const others = batches.length - recent;
  return `${name}, the week before ${textIn(mission.params, 'day')}: ${batchesText(recent)}, and ${others} in the ${weeks - 1} weeks before.`;
}

function batchesText(count: number): string {
  return count === 1 ? '1 batch' : `${count} batches`;
}

/** What is said about the bean probe. Celsius: what is kept is read by people of either unit. */
function probeWords(drift: ProbeDrift | null): string {
  if (drift === null) {
    return 'Whether the bean probe reads as before is not known: that needs first crack marked by a person in three batches of the week and five before, of the same coffees.';
  }
  const { shiftC, doubtC, recent, before, isDrift } = drift;
  const compared = `${batchesText(recent)} against ${before} before`;
  const shift = `${signedText('C', shiftC)} \u00b0C \u00b1 ${doubtC.toFixed(1)}`;
  return isDrift
    ? `BT at first crack has moved by ${shift} (${compared}): look whether the probe is dirty, loose or moved.`
    : `The bean probe reads as before: BT at first crack ${shift} (${compared}).`;
}

/** Of each coffee, the measures that left their limits or drift within the week; one sentence when none does. */
function consistencySentences(batches: readonly DriftBatch[], sinceMs: number) {
  const [newest] = batches.slice(-1);
  const alike = batches.filter(({ configuration }) => configuration === newest?.configuration);
  const groups = consistency(alike.map(toCompare)).filter(({ key }) => key !== null);
  const judged = groups.filter(({ measures }) =>
    measures.some(({ chart }) => (chart?.limits ?? null) !== null),
  );
  const moved = judged.flatMap(({ label, measures }) =>
    measures
      .filter((measure) => isMoving(measure, sinceMs))
      .map((measure) => ({
        label,
        measure: measure.measure,
        words: consistencyWords(measure, 'C'),
      })),
  );
  if (moved.length > 0) {
    return {
      drifting: moved.map(({ label, measure }) => `${label}: ${measureLabels[measure]}`),
      sentences: moved.map(({ label, words }) => `${label}: ${words.join(' ')}`),
    };
  }
  const sentence =
    judged.length === 0
      ? 'How alike batches are is not known: that needs five batches of one coffee, with its name.'
      : `${judged.map(({ label }) => label).join(', ')}: every measure within its limits, and no drift.`;
  return { drifting: [], sentences: [sentence] };
}

function toCompare({ id, title, startedWallMs, coffee, facts }: DriftBatch): ConsistencyBatch {
  const group = coffee === '' ? null : { key: coffee.toLowerCase(), label: coffee };
  return { id, title, startedWallMs, facts, group };
}

/** Something of the last week lies outside of the limits, or a drift goes on into it. */
function isMoving({ points, chart }: MeasureConsistency, sinceMs: number): boolean {
  const isRecent = (place: number): boolean =>
    (points[place]?.startedWallMs ?? Number.NEGATIVE_INFINITY) >= sinceMs;
  if (chart === null) return false;
  return chart.outside.some(isRecent) || (chart.drift !== null && isRecent(chart.drift.to));
}
