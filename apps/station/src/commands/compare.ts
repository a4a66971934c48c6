import type { ComparisonDto } from '@artisan-ts/contracts';
import {
  type Alignment,
  ArtisanError,
  alignments,
  batchMeasures,
  isId,
  ok,
  type Result,
  refuse,
  type TemperatureUnit,
} from '@artisan-ts/domain';
import { headOf, measureText, momentWords, signedText, unitText } from '@artisan-ts/roast';
import { comparisonView } from '@artisan-ts/runtime';
import { Command, Option } from 'commander';
import { runsWith, type Session, type Shell } from '#cli/session.ts';
import { table } from '#cli/text.ts';
import { readRoast } from '#files/read-roast.ts';
import { askStored } from '#host/read-stored-roast.ts';

interface CompareOptions {
  readonly align: Alignment;
  readonly unit: TemperatureUnit;
}

/** `artisan compare`: roasts beside each other, all from files or all from the station; the first is the reference. */
export function compareCommand(shell: Shell): Command {
  const command = new Command('compare')
    .description('roasts beside each other; each is held against the first')
    .argument('<roasts...>', 'roast files, or ids of roasts')
    .addOption(
      new Option('--align <moment>', 'where they are laid on each other')
        .choices(alignments)
        .default('charge'),
    )
    .addOption(new Option('--unit <unit>', 'temperatures').choices(['C', 'F']).default('C'));
  return command.action(
    runsWith(shell, async (session, ...words) => {
      const options = command.opts<CompareOptions>();
      const ids = words.filter((word) => isId('roast', word));
      if (ids.length > 0 && ids.length < words.length) {
        return refuse(
          'input.invalid',
          'compare files with files, or roasts of the station by their ids',
        );
      }
      const found =
        ids.length > 0 ? await ofStation(session, ids, options) : ofFiles(words, options);
      if (!found.ok) return found;
      return ok({ json: found.value, lines: comparisonText(found.value, options.unit) });
    }),
  );
}

async function ofStation(
  session: Session,
  ids: readonly string[],
  { align, unit }: CompareOptions,
): Promise<Result<ComparisonDto>> {
  const query = new URLSearchParams({ align, unit });
  for (const id of ids) query.append('roast', id);
  try {
    return ok(await session.client().get<ComparisonDto>(`/compare?${query}`));
  } catch (error) {
    if (!ArtisanError.is(error, 'station.not-running')) throw error;
  }
  return askStored(session.dataFolder, ({ comparisons }) =>
    comparisons.compare({ roast: [...new Set(ids)], align, unit }),
  );
}

function ofFiles(paths: readonly string[], { align, unit }: CompareOptions): Result<ComparisonDto> {
  const roasts = new Map<string, Parameters<typeof comparisonView>[0][number]>();
  for (const path of paths) {
    const file = readRoast(path);
    if (!file.ok) return file;
    const { record } = file.value;
    roasts.set(record.id, { record, recorded: null });
  }
  const [referenceId = ''] = roasts.keys();
  const comparison = comparisonView([...roasts.values()], { align, referenceId, unit });
  return comparison === null
    ? refuse('input.invalid', 'name the roasts to compare')
    : ok(comparison);
}

/** A comparison for people. */
export function comparisonText(
  comparison: ComparisonDto,
  unit: TemperatureUnit,
): readonly string[] {
  const { roasts, align, referenceId } = comparison;
  const named = roasts.map((roast, i) => ({
    ...roast,
    name: `${i + 1} ${roast.title || 'Untitled roast'}`,
  }));
  const rows = named.map(({ name, measures, deviation }) => [
    name,
    ...batchMeasures.map((measure) => measureText(measure, measures[measure], unit)),
    signedText(unit, deviation?.biasC ?? null),
    signedText(unit, deviation?.rmseC ?? null).replace('+', ''),
  ]);
  const unaligned = named.filter(({ alignedAtS }) => alignedAtS === null);
  return [
    `Aligned at ${momentWords[align]}; held against ${named.find(({ id }) => id === referenceId)?.name ?? 'the first'}.`,
    '',
    ...table(
      [
        'Roast',
        ...batchMeasures.map((measure) => headOf(measure, unit)),
        `Hotter ${unitText(unit)}`,
        'RMS',
      ],
      rows,
    ),
    ...(unaligned.length > 0
      ? ['', `Without that mark, laid at charge: ${unaligned.map(({ name }) => name).join(', ')}.`]
      : []),
    ...named.flatMap(({ name, departure }) =>
      departure === null ? [] : ['', `${name}: ${departure.words}`],
    ),
  ];
}
