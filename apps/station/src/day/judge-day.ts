import { usPerSecond } from '@artisan-ts/domain';
import { massText, percentText, type Report } from '@artisan-ts/roast';
import { reportKey } from '@artisan-ts/runtime';
import type { DayPlan } from '#day/plan.ts';
import type { Evening, PlayedDay } from '#day/play-day.ts';
import type { TrueBatch } from '#day/truth.ts';

type ListedRoast = Evening['roasts'][number];

/** One thing that has to be right. */
export interface Check {
  readonly what: string;
  /** What was seen, in numbers. */
  readonly seen: string;
  /** What is not right, each in a sentence; empty when all is. */
  readonly wrong: readonly string[];
}

/** A batch with the roasts that the station made of it. */
interface Judged {
  readonly batch: TrueBatch;
  readonly roasts: readonly ListedRoast[];
}

/** How far a mark may be from the deed: one that was pressed, and one that the station suggested. */
const pressedWithinS = 5;
const suggestedWithinS = 20;
const dropWithinC = 3;
const spreadWithinS = 3;
const interventionsMaxShare = 0.05;
/** A roast is of the batch whose charge it begins with, give or take so much. */
const nearS = 90;

/** Holds what the station says in the evening against what was. */
export function judgeDay(plan: DayPlan, day: PlayedDay): readonly Check[] {
  const { truth, evening } = day;
  const judged = truth.batches.map((batch) => ({ batch, roasts: roastsOf(batch, day) }));
  const rejected = new Set(
    truth.interventions.flatMap(({ decision, roastId }) => (decision === 'reject' ? roastId : [])),
  );
  // What was given up was rejected by a person and taken out of the list.
  const kept = judged.filter(({ batch }) => batch.plan.oddity !== 'givenUp');
  return [
    oneRoastEach(kept, evening),
    oneReportEach(evening, rejected),
    heldBackForAReason(judged, day),
    fewInterventions(plan, day),
    marksAreRight(kept, day),
    production(kept, evening.report),
    consistency(kept, evening.report),
    leftOpen(kept, evening),
    exceptions(day),
    {
      what: 'the store holds what must always hold',
      seen: `${evening.brokenInvariants.length} broken, ${evening.auditFindings.length} findings in the log`,
      wrong: [
        ...evening.brokenInvariants.map(({ invariant, what, of }) => `${invariant} ${of}: ${what}`),
        ...evening.auditFindings,
      ],
    },
  ];
}

function nameOf({ machine, plan }: TrueBatch): string {
  return `batch ${plan.number} of ${machine}`;
}

function axisS(machine: string, atS: number, { axisAheadUs }: PlayedDay): number {
  return atS + (axisAheadUs.get(machine) ?? 0) / usPerSecond;
}

function markS(roast: ListedRoast, kind: string): number | null {
  const at = roast.marks.find((mark) => mark.kind === kind)?.monoUs ?? null;
  return at === null ? null : at / usPerSecond;
}

function roastsOf(batch: TrueBatch, day: PlayedDay): readonly ListedRoast[] {
  const fromS = axisS(batch.machine, batch.chargeS, day) - nearS;
  const toS = axisS(batch.machine, batch.dropS, day);
  return day.evening.roasts.filter((roast) => {
    const beganS = markS(roast, 'charge') ?? (roast.startUs ?? 0) / usPerSecond;
    return roast.machineName === batch.machine && beganS >= fromS && beganS <= toS;
  });
}

function oneRoastEach(judged: readonly Judged[], { roasts }: Evening): Check {
  const owned = new Set(judged.flatMap((each) => each.roasts));
  const closed = judged.filter(
    (each) => each.roasts.length === 1 && each.roasts[0]?.closeReason !== null,
  );
  return {
    what: 'every batch has one closed roast',
    seen: `${closed.length} of ${judged.length}`,
    wrong: [
      ...judged
        .filter((each) => each.roasts.length !== 1)
        .map(({ batch, roasts: own }) => `${nameOf(batch)} has ${own.length} roasts`),
      ...roasts
        .filter(({ closeReason }) => closeReason === null)
        .map(({ title, machineName }) => `a roast of ${machineName} goes on: ${title}`),
      ...roasts
        .filter((roast) => !owned.has(roast))
        .map(({ id, machineName }) => `${id} of ${machineName} is of no batch`),
    ],
  };
}

function oneReportEach({ closings, missions }: Evening, rejected: ReadonlySet<string>): Check {
  const wrong = closings.flatMap(({ roastId, revision }) => {
    const key = reportKey(roastId, revision);
    const own = missions.filter(({ idempotencyKey }) => idempotencyKey === key);
    if (own.length !== 1) return [`${key} was asked for ${own.length} times`];
    const state = own[0]?.state;
    const isOver = state === 'DONE' || (state === 'CANCELED' && rejected.has(roastId));
    return isOver ? [] : [`the report of ${key} is ${state}`];
  });
  const keys = new Set(closings.map(({ roastId, revision }) => reportKey(roastId, revision)));
  const strangers = missions.filter(({ idempotencyKey }) => !keys.has(idempotencyKey));
  const done = missions.filter(({ state }) => state === 'DONE').length;
  return {
    what: 'every closing has one report, made or rejected by a person',
    seen: `${closings.length} closings, ${done} reports, ${missions.length - done} rejected`,
    wrong: [...wrong, ...strangers.map(({ id }) => `${id} is about no closing`)],
  };
}

/** What a person had to look at must be strange in truth, and what is strange must not have passed. */
function heldBackForAReason(judged: readonly Judged[], { truth }: PlayedDay): Check {
  const { interventions, falseStarts } = truth;
  const idsOf = (batches: readonly Judged[]): ReadonlySet<string> =>
    new Set(batches.flatMap(({ roasts }) => roasts.map(({ id }) => id)));
  const odd = idsOf(judged.filter(({ batch }) => batch.plan.oddity !== null));
  const torn = idsOf(judged.filter(({ batch }) => batch.plan.oddity === 'cableOut'));
  const released = interventions.filter(({ decision }) => decision === 'release');
  const rejected = interventions.length - released.length;
  const unasked = released.filter(({ roastId }) => !odd.has(roastId));
  const twice = interventions.filter(
    ({ goal, roastId }, index) =>
      goal === 'data-quality' &&
      interventions.findIndex((other) => other.goal === goal && other.roastId === roastId) < index,
  );
  const passed = [...torn].filter((id) => !reportsReleased(truth).includes(id));
  const given = judged.filter(({ batch }) => batch.plan.oddity === 'givenUp').length;
  const thin = given + falseStarts.length;
  return {
    what: 'a person is asked only where something was strange, and always there',
    seen: `${released.length} released, none of them without need but ${unasked.length}; ${rejected} rejected of ${thin} that were no roast`,
    wrong: [
      ...unasked.map(({ roastId, reasons }) => `${roastId} was held back: ${reasons.join(', ')}`),
      ...twice.map(({ roastId }) => `${roastId}: a person was called twice for one cause`),
      ...passed.map((id) => `${id} passed with a fifth of it missing`),
      ...(rejected === thin ? [] : [`${rejected} rejected, but ${thin} were no roast`]),
    ],
  };
}

/** The roasts whose reports a person released. */
function reportsReleased({ interventions }: PlayedDay['truth']): readonly string[] {
  return interventions
    .filter(({ goal, decision }) => goal === 'roast-report' && decision === 'release')
    .map(({ roastId }) => roastId);
}

function fewInterventions({ machines }: DayPlan, { truth }: PlayedDay): Check {
  const batches = machines.reduce((sum, machine) => sum + machine.batches.length, 0);
  const touched = new Set(truth.interventions.map(({ roastId }) => roastId)).size;
  const share = batches === 0 ? 0 : touched / batches;
  return {
    what: 'a hand is needed for one batch in twenty at most',
    seen: `${touched} of ${batches} batches, ${percentText(100 * share)}; ${truth.interventions.length} presses`,
    wrong: share <= interventionsMaxShare ? [] : [`${touched} of ${batches} batches`],
  };
}

/** Whether nothing could tell the station when the beans left. */
function isBlind({ plan, pressed, unsure }: TrueBatch, kind: 'charge' | 'drop'): boolean {
  if (pressed.has(kind)) return false;
  return plan.faults.includes('stuckProbe') || plan.cable !== null || unsure.size > 0;
}

function marksAreRight(judged: readonly Judged[], day: PlayedDay): Check {
  const wrong: string[] = [];
  const offS: number[] = [];
  for (const { batch, roasts } of judged) {
    const [roast] = roasts;
    if (roast === undefined) continue;
    for (const kind of ['charge', 'drop'] as const) {
      if (isBlind(batch, kind)) continue;
      const trueS = axisS(batch.machine, kind === 'charge' ? batch.chargeS : batch.dropS, day);
      const at = markS(roast, kind);
      const within = batch.pressed.has(kind) ? pressedWithinS : suggestedWithinS;
      if (at === null) wrong.push(`${nameOf(batch)} has no ${kind}`);
      else if (Math.abs(at - trueS) > within)
        wrong.push(`${nameOf(batch)}: ${kind} is ${(at - trueS).toFixed(1)} s off`);
      if (at !== null) offS.push(Math.abs(at - trueS));
    }
    const shownC = roast.marks.find(({ kind }) => kind === 'drop')?.btC ?? null;
    const offC = shownC === null ? 0 : Math.abs(shownC - batch.dropC);
    // A probe that shows 3 C too much is believed: nothing else measures.
    const isHonest = batch.plan.faults.length === 0 && batch.pressed.has('drop');
    if (isHonest && offC > dropWithinC)
      wrong.push(`${nameOf(batch)}: the drop temperature is ${offC.toFixed(1)} C off`);
  }
  offS.sort((a, b) => a - b);
  const median = offS[Math.floor(offS.length / 2)] ?? 0;
  return {
    what: 'charge and drop stand where they were',
    seen: `${offS.length} marks, ${median.toFixed(1)} s off in the middle, ${(offS.at(-1) ?? 0).toFixed(1)} s at most`,
    wrong,
  };
}

/** Facts of the report of the day, as it is printed. */
function factOf({ blocks }: Report, label: string): string {
  const facts = blocks.flatMap((block) => (block.kind === 'facts' ? block.facts : []));
  return facts.find((fact) => fact.label === label)?.value ?? 'not said';
}

function production(judged: readonly Judged[], report: Report): Check {
  const weighed = judged.filter(({ batch }) => batch.isWeighed).map(({ batch }) => batch);
  const sum = (of: (batch: TrueBatch) => number): number =>
    weighed.reduce((all, batch) => all + of(batch), 0);
  const greenG = sum(({ plan }) => plan.greenG);
  const roastedG = sum((batch) => batch.roastedG);
  const partly =
    weighed.length === judged.length ? '' : `, ${weighed.length} of ${judged.length} batches`;
  const expected = {
    Batches: String(judged.length),
    'Green charged': `${massText(greenG)}${partly}`,
    Roasted: `${massText(roastedG)}${partly}`,
    Loss: percentText((1 - roastedG / greenG) * 100),
  };
  const said = Object.entries(expected).map(([label, value]) => ({
    label,
    value,
    printed: factOf(report, label),
  }));
  return {
    what: 'the day report counts and weighs what was roasted',
    seen: said.map(({ label, printed }) => `${label} ${printed}`).join(', '),
    wrong: said
      .filter(({ value, printed }) => printed !== value)
      .map(({ label, value, printed }) => `${label}: printed ${printed}, in truth ${value}`),
  };
}

function consistency(judged: readonly Judged[], report: Report): Check {
  const machines = [...new Set(judged.map(({ batch }) => batch.machine))];
  const tables = report.blocks.filter(
    (block) => block.kind === 'table' && block.columns[0]?.label === 'Measure',
  );
  const lines = machines.map((machine, index) => {
    const own = judged.filter(({ batch }) => batch.machine === machine);
    const times = own.map(({ batch }) => batch.dropS - batch.chargeS);
    const table = tables[index];
    const row =
      table?.kind === 'table' ? table.rows.find(([label]) => label === 'Drop time') : undefined;
    return { machine, n: own.length, trueS: spreadOf(times), printed: String(row?.[3] ?? '') };
  });
  return {
    what: 'the day report says how the drop times spread',
    seen: lines
      .map(
        ({ machine, trueS, printed }) => `${machine}: ${printed}, in truth ${trueS.toFixed(1)} s`,
      )
      .join('; '),
    wrong: lines
      .filter(({ n }) => n > 1)
      .filter(
        ({ trueS, printed }) => !(Math.abs(Number.parseFloat(printed) - trueS) <= spreadWithinS),
      )
      .map(
        ({ machine, trueS, printed }) =>
          `${machine}: printed ${printed}, in truth ${trueS.toFixed(1)} s`,
      ),
  };
}

/** Standard deviation of a sample; 0 for fewer than two. */
function spreadOf(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return Math.sqrt(
    values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1),
  );
}

/** What the report of the day calls open must be what people left open. */
function leftOpen(judged: readonly Judged[], { report, roasts }: Evening): Check {
  const printed = new Set(
    report.blocks.flatMap((block) => {
      const isOpen = block.kind === 'text' && !isException(block.text);
      const number = isOpen ? /^Batch (\d+), /.exec(block.text)?.[1] : undefined;
      return number === undefined ? [] : Number(number);
    }),
  );
  const isLeftOpen = ({ pressed, isWeighed }: TrueBatch): boolean => pressed.size < 3 || !isWeighed;
  const places = judged.map(({ batch, roasts: [roast] }) => ({
    batch,
    printed: roast !== undefined && printed.has(roasts.indexOf(roast) + 1),
  }));
  const wrong = places
    .filter(({ batch }) => batch.unsure.size === 0)
    .filter((each) => each.printed !== isLeftOpen(each.batch))
    .map((each) =>
      each.printed
        ? `${nameOf(each.batch)} is called open, and nothing is`
        : `${nameOf(each.batch)} was left open, and the report does not say so`,
    );
  const open = places.filter(({ batch }) => isLeftOpen(batch)).length;
  return {
    what: 'the day report says what is still open',
    seen: `${printed.size} printed, ${open} in truth`,
    wrong,
  };
}

/** How the report of the day tells of a report that did not come by itself. */
function isException(text: string): boolean {
  return /^Batch \d+, .*, its report was /.test(text);
}

/** What the report of the day calls an exception must be what a person released. */
function exceptions({ truth, evening }: PlayedDay): Check {
  const { report, roasts } = evening;
  const released = reportsReleased(truth);
  const texts = report.blocks.flatMap((block) => (block.kind === 'text' ? block.text : []));
  const printed = texts.filter(isException).map((text) => Number(/^Batch (\d+)/.exec(text)?.[1]));
  const expected = roasts.flatMap(({ id }, index) => (released.includes(id) ? index + 1 : []));
  const isNone = texts.includes('None: every report came by itself.');
  return {
    what: 'the day report says which reports needed a person',
    seen: `${printed.length} printed, ${expected.length} in truth`,
    wrong: [
      ...printed
        .filter((number) => !expected.includes(number))
        .map((number) => `batch ${number} of the report needed nobody`),
      ...expected
        .filter((number) => !printed.includes(number))
        .map((number) => `batch ${number} of the report needed a person, and it does not say so`),
      ...(isNone === (expected.length === 0) ? [] : ['it says that there were none']),
    ],
  };
}
