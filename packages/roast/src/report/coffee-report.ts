import type { TemperatureUnit } from '@artisan-ts/domain';
import { batchStamps, headOf, quiet, type ReportBatch, spreadTable } from '#report/batches.ts';
import { type Report, type ReportFact, type ReportTable, section } from '#report/document.ts';
import { drawThumbnail } from '#report/draw-thumbnail.ts';
import { printedBy } from '#report/printed.ts';
import type { Printing, ReportTrust } from '#report/roast-report-input.ts';
import { localMomentText } from '#words/date.ts';
import { massText, percentText, temperatureText, timeText, unknownText } from '#words/format.ts';

/** Everything the report of a coffee is made from. */
export interface CoffeeReportInput {
  readonly coffee: string;
  /** What is known of it: origin, process, supplier. */
  readonly facts: readonly ReportFact[];
  /** Oldest first. */
  readonly batches: readonly ReportBatch[];
  readonly trust: ReportTrust;
  readonly unit: TemperatureUnit;
  readonly printing: Printing;
}

/** The report of a coffee: every roast of it, and how they spread. */
export function coffeeReport(input: CoffeeReportInput): Report {
  const { coffee, batches, unit, trust, printing } = input;
  const closed = batches.filter(({ roast }) => roast.closeReason !== null);
  const spread = spreadTable(closed, unit);
  return {
    title: coffee,
    subtitle: [period(batches), batches.length === 1 ? 'one roast' : `${batches.length} roasts`]
      .filter((part) => part !== '')
      .join(' \u00b7 '),
    stamps: batches.length === 0 ? [] : batchStamps(batches, trust),
    blocks: [
      ...(input.facts.length > 0 ? [{ kind: 'facts', facts: input.facts } as const] : []),
      { kind: 'facts', facts: totals(batches) },
      ...section(
        'Spread',
        spread === null
          ? [quiet('Nothing to compare: no roast of this coffee has its marks.')]
          : [
              spread,
              quiet(
                'Of closed roasts, whatever machine they were roasted on. Roasts that lack a mark are left out of its line.',
              ),
            ],
      ),
      ...section(
        'Roasts',
        batches.length === 0 ? [quiet('None yet.')] : [roastTable(batches, unit)],
      ),
    ],
    printed: printedBy(printing, coffee),
  };
}

function period(batches: readonly ReportBatch[]): string {
  const dated = batches.filter(({ roast }) => roast.startedWallMs !== null);
  const ends = [dated[0], dated.at(-1)].flatMap((batch) =>
    batch?.roast.startedWallMs == null
      ? []
      : [
          localMomentText(batch.roast.startedWallMs, batch.roast.utcOffsetS ?? 0).split(',')[0] ??
            '',
        ],
  );
  return [...new Set(ends)].join(' to ');
}

function totals(batches: readonly ReportBatch[]): readonly ReportFact[] {
  const weighed = batches.filter(({ roast }) => roast.greenG !== null);
  const greenG = weighed.reduce((sum, { roast }) => sum + (roast.greenG ?? 0), 0);
  const machines = new Set(batches.map(({ roast }) => roast.machineName));
  const missing = batches.length - weighed.length;
  return [
    { label: 'Roasts', value: String(batches.length) },
    { label: 'Machines', value: String(machines.size) },
    {
      label: 'Green roasted',
      value:
        weighed.length === 0
          ? 'not weighed'
          : `${massText(greenG)}${missing > 0 ? `, ${missing} not weighed` : ''}`,
    },
  ];
}

function roastTable(batches: readonly ReportBatch[], unit: TemperatureUnit): ReportTable {
  const number = (label: string, share = 1) => ({ label, isNumber: true, share });
  const rows = batches.map(({ roast, facts, thumbnailBtC }) => [
    roast.title === '' ? 'Untitled roast' : roast.title,
    roast.startedWallMs === null
      ? unknownText
      : localMomentText(roast.startedWallMs, roast.utcOffsetS ?? 0),
    roast.machineName,
    drawThumbnail(thumbnailBtC),
    timeText(facts.marks.fcStart?.timeS ?? null),
    timeText(facts.marks.drop?.timeS ?? null),
    temperatureText(unit, facts.marks.drop?.btC ?? null),
    percentText(facts.dtrPct),
    percentText(facts.weightLossPct),
  ]);
  return {
    kind: 'table',
    columns: [
      { label: 'Roast', isNumber: false, share: 2.4 },
      { label: 'Date', isNumber: false, share: 1.7 },
      { label: 'Machine', isNumber: false, share: 1.5 },
      { label: 'BT', isNumber: false, share: 1.2 },
      number('First crack', 1.3),
      number('Drop', 0.8),
      number(headOf('dropC', unit).replace('temperature, ', '')),
      number('DTR', 0.9),
      number('Loss', 0.9),
    ],
    rows,
  };
}
