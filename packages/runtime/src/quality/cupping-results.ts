import type { CuppingResultsDto, SampleResultDto } from '@artisan-ts/contracts';
import {
  type Cupping,
  type CuppingAttribute,
  type CuppingRound,
  type CuppingSample,
  type CuppingSheet,
  descriptorGroups,
} from '@artisan-ts/domain';
import {
  deviation,
  formSpecs,
  type GivenScore,
  mean,
  tasterOffsets,
  tasterPairs,
  totalScore,
  triangleResult,
} from '@artisan-ts/roast';

/** What came out of one round. `sheets` are those of that round. */
export interface RoundSheets {
  readonly cupping: Cupping;
  readonly round: CuppingRound;
  readonly sheets: readonly CuppingSheet[];
}

/** Means and spreads of each sample, how the tasters stand to each other, or what the triangle showed. */
export function roundResults(
  of: RoundSheets,
): Pick<CuppingResultsDto, 'samples' | 'calibration' | 'pairs' | 'triangle'> {
  const { cupping } = of;
  if (cupping.form === 'triangle') {
    return { samples: [], calibration: [], pairs: [], triangle: triangleView(of) };
  }
  const samples = cupping.samples.map((sample) => sampleResult(of, sample));
  const tasterIds = cupping.tasters.map(({ id }) => id);
  const totals = totalsOf(of);
  const attributes = formSpecs[cupping.form].attributes;
  const calibration = [
    { attribute: 'total' as const, tasters: [...tasterOffsets(tasterIds, totals)] },
    ...attributes.map((attribute) => ({
      attribute,
      tasters: [...tasterOffsets(tasterIds, scoresOf(of, attribute))],
    })),
  ];
  return {
    samples: samples.sort((a, b) => (b.total?.mean ?? -1) - (a.total?.mean ?? -1)),
    calibration: calibration.filter(({ tasters }) => tasters.length > 0),
    pairs: tasterPairs(tasterIds, totals).map((pair) => ({
      ...pair,
      tasterIds: [...pair.tasterIds],
    })),
    triangle: null,
  };
}

/** What the round says of one sample. */
export function sampleResult(of: RoundSheets, sample: CuppingSample): SampleResultDto {
  const { cupping, round } = of;
  const sheets = of.sheets.filter(({ itemId }) => itemId === sample.id);
  const scored = cupping.form === 'triangle' ? null : formSpecs[cupping.form];
  const totals = cupping.tasters.flatMap(({ id: tasterId }) => {
    const sheet = sheets.find((each) => each.tasterId === tasterId);
    return sheet === undefined ? [] : [{ tasterId, total: totalOf(cupping, sheet) }];
  });
  return {
    sampleId: sample.id,
    code: round.codes[sample.id] ?? '',
    name: sample.name,
    roastId: sample.roastId,
    lotId: sample.lotId,
    total: spreadOf(totals.flatMap(({ total }) => total ?? [])),
    attributes: spreads(scored?.attributes ?? [], (name) =>
      sheets.flatMap((s) => s.scores[name] ?? []),
    ),
    intensities: spreads(scored?.intensities ?? [], (name) =>
      sheets.flatMap((s) => s.intensities[name] ?? []),
    ),
    totals,
    words: wordsOf(sheets),
    notes: sheets.flatMap(({ tasterId, notes }) =>
      notes === '' ? [] : [{ tasterId, text: notes }],
    ),
  };
}

type Spread = NonNullable<SampleResultDto['total']>;

function spreads(
  names: readonly CuppingAttribute[],
  valuesOf: (name: CuppingAttribute) => readonly number[],
): Partial<Record<CuppingAttribute, Spread>> {
  const known = names.flatMap((name) => {
    const spread = spreadOf(valuesOf(name));
    return spread === null ? [] : [[name, spread] as const];
  });
  return Object.fromEntries(known);
}

function spreadOf(values: readonly number[]): Spread | null {
  if (values.length === 0) return null;
  return { mean: mean(values), spread: deviation(values), n: values.length };
}

function totalOf({ form, cups }: Cupping, sheet: CuppingSheet): number | null {
  return form === 'triangle' ? null : totalScore(form, sheet, cups);
}

function totalsOf({ cupping, sheets }: RoundSheets): GivenScore[] {
  return sheets.flatMap((sheet) => {
    const score = totalOf(cupping, sheet);
    return score === null ? [] : [{ tasterId: sheet.tasterId, itemId: sheet.itemId, score }];
  });
}

function scoresOf({ sheets }: RoundSheets, attribute: CuppingAttribute): GivenScore[] {
  return sheets.flatMap(({ tasterId, itemId, scores }) => {
    const score = scores[attribute];
    return score === undefined ? [] : [{ tasterId, itemId, score }];
  });
}

/** The words that were chosen, the most frequent first. */
function wordsOf(sheets: readonly CuppingSheet[]): SampleResultDto['words'] {
  return descriptorGroups.flatMap((group) => {
    const counts = new Map<string, number>();
    for (const word of sheets.flatMap(({ descriptors }) => descriptors[group] ?? [])) {
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
    const words = [...counts].map(([word, tasters]) => ({ group, word, tasters }));
    return words.sort((a, b) => b.tasters - a.tasters);
  });
}

function triangleView({ cupping, round, sheets }: RoundSheets): CuppingResultsDto['triangle'] {
  const tasters = cupping.tasters.map(({ id: tasterId }) => {
    const own = round.trials.filter((trial) => trial.tasterId === tasterId);
    const { answered, correct } = triangleResult(own, sheets);
    return { tasterId, answered, correct };
  });
  return { ...triangleResult(round.trials, sheets), tasters };
}
