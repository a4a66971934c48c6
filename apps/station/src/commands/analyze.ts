import { statSync } from 'node:fs';
import { type AnalysisDto, type AnalysisQuery, analysisQuery } from '@artisan-ts/contracts';
import {
  ArtisanError,
  isId,
  type MarkKind,
  markKinds,
  ok,
  type RateOfRiseMethod,
  type Result,
  type RoastId,
  type RoastRecord,
  rateOfRiseMethodNames,
  refuse,
} from '@artisan-ts/domain';
import { analysisView } from '@artisan-ts/runtime';
import { Command, Option } from 'commander';
import { analysisText } from '#analyze/analysis-text.ts';
import { runsWith, type Session, type Shell } from '#cli/session.ts';
import { readRoast } from '#files/read-roast.ts';
import { readStoredRoast } from '#host/read-stored-roast.ts';

interface AnalyzeOptions {
  readonly ror: RateOfRiseMethod;
  readonly unit?: 'C' | 'F';
  readonly reference?: string;
  readonly alignAt: MarkKind;
}

/** `artisan analyze FILE|ROAST`: everything that follows from a roast, of a file or of the station. */
export function analyzeCommand(shell: Shell): Command {
  const command = new Command('analyze')
    .description('phases, area, rates, losses, crashes and what is missing, of a file or a roast')
    .argument('<roast>', 'a roast file, or the id of a roast of the station')
    .addOption(
      new Option('--ror <method>', 'which rate of rise')
        .choices(rateOfRiseMethodNames)
        .default('ls30'),
    )
    .addOption(new Option('--unit <C|F>', 'of the text; as it was roasted').choices(['C', 'F']))
    .option('--reference <roast>', 'a file beside a file, an id beside an id: compare with it')
    .addOption(
      new Option('--align-at <mark>', 'where both are laid on each other')
        .choices(markKinds)
        .default('charge'),
    );
  return command.action(
    runsWith(shell, async (session, roast) => {
      const { ror, unit, reference, alignAt } = command.opts<AnalyzeOptions>();
      const given = { ror, alignAt, ...(unit && { unit }) };
      const analysis = isId('roast', roast)
        ? await analyseStored(session, roast, given, reference)
        : analyseFile(roast, given, reference);
      if (!analysis.ok) return analysis;
      return ok({ json: analysis.value.analysis, lines: analysisText(analysis.value) });
    }),
  );
}

type Given = Pick<AnalysisQuery, 'ror' | 'unit' | 'alignAt'>;

/** An analysis with the unit in which people read it. */
type Analysed = Parameters<typeof analysisText>[0];

function analyseFile(path: string, given: Given, reference?: string): Result<Analysed> {
  const record = recordOfFile(path);
  if (!record.ok) return record;
  const other = reference === undefined ? null : recordOfFile(reference);
  if (other !== null && !other.ok) return other;
  const unit = given.unit ?? record.value.displayUnit;
  const analysis = analysisView(record.value, { ...given, unit }, other?.value ?? null);
  return ok({ analysis, title: record.value.title, unit });
}

function recordOfFile(path: string): Result<RoastRecord> {
  if (isId('roast', path) && !isFile(path)) {
    return refuse('input.invalid', `${path} is a roast of the station; beside a file name a file`);
  }
  const file = readRoast(path);
  return file.ok ? ok(file.value.record) : file;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

async function analyseStored(
  session: Session,
  id: RoastId,
  given: Given,
  reference?: string,
): Promise<Result<Analysed>> {
  if (reference !== undefined && !isId('roast', reference)) {
    return refuse('input.invalid', `${reference} is no roast id; beside a roast name a roast`);
  }
  const query = analysisQuery.parse({ ...given, ...(reference && { reference }) });
  try {
    const client = session.client();
    const roast = await client.get<{ title: string; displayUnit: 'C' | 'F' }>(`/roasts/${id}`);
    const unit = given.unit ?? roast.displayUnit;
    const params = new URLSearchParams({ ror: query.ror, alignAt: query.alignAt, unit });
    if (reference !== undefined) params.set('reference', reference);
    const analysis = await client.get<AnalysisDto>(`/roasts/${id}/analysis?${params}`);
    return ok({ analysis, title: roast.title, unit });
  } catch (error) {
    if (!ArtisanError.is(error, 'station.not-running')) throw error;
  }
  const record = await readStoredRoast(session.dataFolder, id);
  if (!record.ok) return record;
  const other =
    reference === undefined
      ? null
      : await readStoredRoast(session.dataFolder, reference as RoastId);
  if (other !== null && !other.ok) return other;
  const unit = given.unit ?? record.value.displayUnit;
  const analysis = analysisView(record.value, { ...query, unit }, other?.value ?? null);
  return ok({ analysis, title: record.value.title, unit });
}
