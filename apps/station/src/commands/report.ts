import { writeFileSync } from 'node:fs';
import {
  ArtisanError,
  isId,
  ok,
  type Result,
  type RoastId,
  refuse,
  type TemperatureUnit,
  WallMs,
} from '@artisan-ts/domain';
import { reportHtml, reportPdf } from '@artisan-ts/report';
import type { Report } from '@artisan-ts/roast';
import { reportOfRecord, type Station } from '@artisan-ts/runtime';
import { Command, Option } from 'commander';
import { runsWith, type Session, type Shell } from '#cli/session.ts';
import { readRoast } from '#files/read-roast.ts';
import { askStored } from '#host/read-stored-roast.ts';
import { version } from '#version.ts';

const secondsPerMinute = 60;

interface ReportOptions {
  readonly day?: string;
  readonly coffee?: string;
  readonly reference?: string;
  readonly out?: string;
  readonly format?: 'html' | 'pdf';
  readonly unit?: TemperatureUnit;
}

/** What a report is wanted of. */
type Subject =
  | { readonly of: 'file'; readonly path: string }
  | { readonly of: 'roast'; readonly id: RoastId }
  | { readonly of: 'day'; readonly day: string }
  | { readonly of: 'coffee'; readonly coffee: string };

/** `artisan report`: a roast, a day or a coffee as a page, from the running station, from the store, or from a file. */
export function reportCommand(shell: Shell): Command {
  const command = new Command('report')
    .description('a report of a roast, a day or a coffee, as HTML or PDF')
    .argument('[roast...]', 'id of a roast, or a roast file')
    .option('--day <YYYY-MM-DD>', 'all roasts of a day')
    .option('--coffee <id>', 'all roasts of a coffee: its id, or the beans as they were written')
    .option('--reference <roast>', 'id of a roast, or a roast file, to hold it against')
    .option('--out <file>', 'where to; the ending .pdf or .html tells the format')
    .addOption(new Option('--format <format>', 'how it is written').choices(['html', 'pdf']))
    .addOption(
      new Option('--unit <unit>', 'temperatures; as the roast was read, when absent').choices([
        'C',
        'F',
      ]),
    );
  return command.action(
    runsWith(shell, async (session, ...words) => {
      const options = command.opts<ReportOptions>();
      const subject = subjectOf(words, options);
      if (!subject.ok) return subject;
      const format =
        options.format ?? (options.out?.toLowerCase().endsWith('.pdf') ? 'pdf' : 'html');
      const page = await pageOf(session, subject.value, { ...options, format });
      if (!page.ok) return page;
      const file = options.out ?? `report-${nameOf(subject.value)}.${format}`;
      try {
        writeFileSync(file, page.value);
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        return refuse('input.invalid', `cannot write ${file}: ${why}`);
      }
      return ok({
        json: { file, format, bytes: page.value.length },
        lines: [`Written to ${file}`],
      });
    }),
  );
}

function subjectOf(words: readonly string[], { day, coffee }: ReportOptions): Result<Subject> {
  const named = [
    ...words,
    ...(day === undefined ? [] : [day]),
    ...(coffee === undefined ? [] : [coffee]),
  ];
  if (named.length !== 1) {
    return refuse(
      'input.invalid',
      'name one: a roast id, a roast file, --day YYYY-MM-DD or --coffee ID',
    );
  }
  if (day !== undefined) {
    const isDay = /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day));
    return isDay
      ? ok({ of: 'day', day })
      : refuse('input.invalid', `--day ${day}: write it as 2026-11-27`);
  }
  if (coffee !== undefined) return ok({ of: 'coffee', coffee });
  const word = words[0] ?? '';
  return ok(isId('roast', word) ? { of: 'roast', id: word } : { of: 'file', path: word });
}

type Wanted = ReportOptions & { readonly format: 'html' | 'pdf' };

async function pageOf(
  session: Session,
  subject: Subject,
  wanted: Wanted,
): Promise<Result<Uint8Array>> {
  if (subject.of === 'file') {
    const report = reportOfFile(subject.path, wanted);
    return report.ok ? ok(await printed(report.value, wanted.format)) : report;
  }
  try {
    return ok(await session.client().bytes(pathOf(subject, wanted)));
  } catch (error) {
    if (!ArtisanError.is(error, 'station.not-running')) throw error;
  }
  const report = await askStored(session.dataFolder, (station) =>
    reportOf(station, subject, wanted),
  );
  return report === null
    ? refuse('request.not-found', `${session.dataFolder} holds nothing for that report`)
    : ok(await printed(report, wanted.format));
}

async function printed(report: Report, format: 'html' | 'pdf'): Promise<Uint8Array> {
  return format === 'pdf' ? reportPdf(report) : Buffer.from(reportHtml(report));
}

function pathOf(
  subject: Exclude<Subject, { of: 'file' }>,
  { format, unit, reference }: Wanted,
): string {
  const query = new URLSearchParams({ format });
  if (unit !== undefined) query.set('unit', unit);
  if (subject.of === 'day') return `/days/${subject.day}/report?${query}`;
  if (subject.of === 'coffee')
    return `/coffees/${encodeURIComponent(subject.coffee)}/report?${query}`;
  if (reference !== undefined) query.set('reference', reference);
  return `/roasts/${subject.id}/report?${query}`;
}

function reportOf(
  { reports }: Station,
  subject: Exclude<Subject, { of: 'file' }>,
  { unit, reference }: Wanted,
): Promise<Report | null> {
  const asked = { version, ...(unit === undefined ? {} : { unit }) };
  if (subject.of === 'day') return reports.day(subject.day, asked);
  if (subject.of === 'coffee') return reports.coffee(subject.coffee, asked);
  return reports.roast(subject.id, {
    ...asked,
    ...(reference === undefined ? {} : { referenceId: reference as RoastId }),
  });
}

function reportOfFile(path: string, { unit, reference }: Wanted): Result<Report> {
  const file = readRoast(path);
  if (!file.ok) return file;
  const other = reference === undefined ? null : readRoast(reference);
  if (other !== null && !other.ok) return other;
  const wallMs = WallMs(Date.now());
  const utcOffsetS = -new Date(wallMs).getTimezoneOffset() * secondsPerMinute;
  return ok(
    reportOfRecord(
      { record: file.value.record, recorded: null },
      {
        printing: { wallMs, utcOffsetS, version },
        ...(unit === undefined ? {} : { unit }),
        ...(other === null ? {} : { reference: { record: other.value.record, recorded: null } }),
      },
    ),
  );
}

/** Part of a file name that every system accepts. */
function nameOf(subject: Subject): string {
  if (subject.of === 'roast') return subject.id;
  if (subject.of === 'day') return subject.day;
  const words =
    subject.of === 'coffee' ? subject.coffee : (subject.path.split(/[\\/]/).at(-1) ?? '');
  return (
    words
      .replace(/\.[^.]*$/, '')
      .replace(/[^\p{L}\p{N}_-]+/gu, '-')
      .slice(0, 60) || 'roast'
  );
}
