import type { TemperatureUnit } from '@artisan-ts/domain';
import {
  batchStamps,
  besideFirst,
  coffeeOf,
  headOf,
  openMatters,
  quiet,
  type ReportBatch,
  spreadTable,
} from '#report/batches.ts';
import {
  type Report,
  type ReportBlock,
  type ReportFact,
  type ReportTable,
  section,
} from '#report/document.ts';
import { drawThumbnail } from '#report/draw-thumbnail.ts';
import { printedBy } from '#report/printed.ts';
import type { Printing, ReportTrust } from '#report/roast-report-input.ts';
import { clockText, dayText } from '#words/date.ts';
import { massText, percentText } from '#words/format.ts';

/** Everything the report of a day is made from. */
export interface DayReportInput {
  /** `2026-11-27`, where it was roasted. */
  readonly day: string;
  /** In the order they were charged. */
  readonly batches: readonly ReportBatch[];
  /**
   * What became of reports that the station did not make by itself, in words, by id of the roast; absent: nothing is made by
   * itself here.
   */
  readonly exceptions?: ReadonlyMap<string, string>;
  readonly trust: ReportTrust;
  readonly unit: TemperatureUnit;
  readonly printing: Printing;
}

/** The report of a day: its batches, how far they are from the first of their coffee, the losses, and what is open. */
export function dayReport(input: DayReportInput): Report {
  const { day, batches, unit, trust, printing, exceptions } = input;
  const machines = [...new Set(batches.map(({ roast }) => roast.machineName))].filter(
    (name) => name !== '',
  );
  return {
    title: `Roasts of ${dayText(day)}`,
    subtitle: [...machines, batches.length === 1 ? 'one batch' : `${batches.length} batches`].join(
      ' \u00b7 ',
    ),
    stamps: batches.length === 0 ? [] : batchStamps(batches, trust),
    blocks:
      batches.length === 0
        ? [quiet('Nothing was roasted on this day.')]
        : [
            { kind: 'facts', facts: totals(batches) },
            ...section('Batches', [
              batchTable(batches, unit),
              quiet(
                'In brackets: the difference to the first batch of the same coffee on this day.',
              ),
            ]),
            ...section('Spread by coffee', spreads(batches, unit)),
            ...section('Exceptions', exceptionBlocks(batches, exceptions)),
            ...section('Open', openBlocks(batches)),
          ],
    printed: printedBy(printing, day),
  };
}

function totals(batches: readonly ReportBatch[]): readonly ReportFact[] {
  const weighed = batches.filter(({ roast }) => roast.greenG !== null && roast.roastedG !== null);
  const sum = (values: readonly (number | null)[]): number =>
    values.reduce<number>((all, value) => all + (value ?? 0), 0);
  const greenG = sum(weighed.map(({ roast }) => roast.greenG));
  const roastedG = sum(weighed.map(({ roast }) => roast.roastedG));
  const charged = batches.filter(({ roast }) => roast.greenG !== null);
  return [
    { label: 'Batches', value: String(batches.length) },
    { label: 'Coffees', value: String(new Set(batches.map(coffeeOf)).size) },
    {
      label: 'Green charged',
      value:
        charged.length === 0
          ? 'not weighed'
          : `${massText(sum(charged.map(({ roast }) => roast.greenG)))}${partly(charged.length, batches.length)}`,
    },
    {
      label: 'Roasted',
      value:
        weighed.length === 0
          ? 'not weighed'
          : `${massText(roastedG)}${partly(weighed.length, batches.length)}`,
    },
    { label: 'Loss', value: greenG > 0 ? percentText((1 - roastedG / greenG) * 100) : 'not known' },
  ];
}

function partly(known: number, all: number): string {
  return known === all ? '' : `, ${known} of ${all} batches`;
}

function batchTable(batches: readonly ReportBatch[], unit: TemperatureUnit): ReportTable {
  const number = (label: string, share = 1.2) => ({ label, isNumber: true, share });
  const rows = batches.map((batch, i) => {
    const { roast, facts } = batch;
    const first = batches.find((other) => coffeeOf(other) === coffeeOf(batch)) ?? batch;
    const begun =
      roast.startedWallMs === null ? '' : clockText(roast.startedWallMs, roast.utcOffsetS ?? 0);
    return [
      String(i + 1),
      begun,
      titleOf(batch),
      drawThumbnail(batch.thumbnailBtC),
      besideFirst(batch, first, 'timeToCrackS', unit),
      besideFirst(batch, first, 'dropTimeS', unit),
      besideFirst(batch, first, 'dropC', unit),
      percentText(facts.dtrPct),
      percentText(facts.weightLossPct),
    ];
  });
  return {
    kind: 'table',
    columns: [
      { label: 'No.', isNumber: false, share: 0.45 },
      number('Start', 0.7),
      { label: 'Roast', isNumber: false, share: 2.6 },
      { label: 'BT', isNumber: false, share: 1.15 },
      number('First crack', 1.35),
      number('Drop', 1.35),
      number(headOf('dropC', unit).replace('temperature, ', ''), 1.45),
      number('DTR', 0.9),
      number('Loss', 0.9),
    ],
    rows,
  };
}

function titleOf(batch: ReportBatch): string {
  const title = batch.roast.title === '' ? 'Untitled roast' : batch.roast.title;
  return batch.roast.closeReason === null ? `${title}, going on` : title;
}

/** One table for each coffee of which there is more than one batch. */
function spreads(batches: readonly ReportBatch[], unit: TemperatureUnit): readonly ReportBlock[] {
  return [...new Set(batches.map(coffeeOf))].flatMap((coffee) => {
    const own = batches.filter((batch) => coffeeOf(batch) === coffee);
    const table = own.length < 2 ? null : spreadTable(own, unit);
    return table === null ? [] : [quiet(coffee), table];
  });
}

function openBlocks(batches: readonly ReportBatch[]): readonly ReportBlock[] {
  const open = batches.flatMap((batch, i) => {
    const matters = openMatters(batch);
    return matters.length === 0
      ? []
      : [quiet(`Batch ${i + 1}, ${titleOf(batch)}: ${matters.join(', ')}.`)];
  });
  return open.length === 0 ? [quiet('Nothing: every batch is closed, marked and weighed.')] : open;
}

function exceptionBlocks(
  batches: readonly ReportBatch[],
  exceptions: DayReportInput['exceptions'],
): readonly ReportBlock[] {
  if (exceptions === undefined) return [];
  const told = batches.flatMap((batch, i) => {
    const words = exceptions.get(batch.roast.id);
    return words === undefined ? [] : [quiet(`Batch ${i + 1}, ${titleOf(batch)}, ${words}`)];
  });
  return told.length === 0 ? [quiet('None: every report came by itself.')] : told;
}
