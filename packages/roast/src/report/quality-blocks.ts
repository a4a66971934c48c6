import {
  type Correction,
  type Measure,
  measureNames,
  measures,
  observationLabels,
  type QualityField,
  type QualityValue,
  qualityOf,
  type TemperatureUnit,
} from '@artisan-ts/domain';
import { isInForce } from '#quality/correct.ts';
import type { ReportBlock, ReportFact } from '#report/document.ts';
import type { ReportCupping, RoastReportInput } from '#report/roast-report-input.ts';
import { localMomentText } from '#words/date.ts';
import { massText, percentText, temperatureText, unitText } from '#words/format.ts';

/** Weights, losses, colour, moisture, cups and what was corrected. What was not measured is left out, and said when nothing was. */
export function qualityBlocks(input: RoastReportInput): readonly ReportBlock[] {
  const facts = [...measured(input), ...lost(input), ...input.cuppings.map(cuppingFact)];
  const { observations, cuppingNotes } = qualityOf(input.roast);
  const seen = observations.map((observation) => observationLabels[observation]);
  const texts = [
    ...(seen.length > 0 ? [`Seen: ${seen.join(', ').toLowerCase()}.`] : []),
    ...(cuppingNotes === '' ? [] : [cuppingNotes]),
    ...input.cuppings.flatMap(cuppingWords),
  ];
  const corrections = correctionWords(input);
  if (facts.length === 0 && texts.length === 0 && corrections.length === 0) {
    return [{ kind: 'text', text: 'Nothing was weighed, measured or cupped.', isQuiet: true }];
  }
  return [
    ...(facts.length > 0 ? [{ kind: 'facts', facts } as const] : []),
    ...texts.map((text) => ({ kind: 'text', text, isQuiet: false }) as const),
    ...corrections.map((text) => ({ kind: 'text', text, isQuiet: true }) as const),
  ];
}

function measured({ roast, unit }: RoastReportInput): readonly ReportFact[] {
  const values = qualityOf(roast);
  return measureNames.flatMap((name) => {
    const value = values[name];
    if (value === null) return [];
    const isColour = name === 'wholeColour' || name === 'groundColour';
    const scale = isColour && values.colourSystem !== null ? ` ${values.colourSystem}` : '';
    const label = isColour ? `Colour, ${measures[name].label.toLowerCase()}` : measures[name].label;
    return [{ label, value: `${valueText(name, value, unit)}${scale}` }];
  });
}

function valueText(name: Measure, value: number, unit: RoastReportInput['unit']): string {
  const spec = measures[name];
  if (spec.unit === 'g') return massText(value);
  if (spec.unit === '%') return percentText(value);
  if (spec.unit === '\u00b0C') return `${temperatureText(unit, value)} ${unitText(unit)}`;
  return `${Number(value.toFixed(2))} ${spec.unit}`.trim();
}

function lost({ analysis }: RoastReportInput): readonly ReportFact[] {
  const { weightPct, totalPct, organicPct, volumeGainPct } = analysis.losses;
  const named: readonly (readonly [string, number | null])[] = [
    ['Weight loss', weightPct],
    ['Loss with sorted out', totalPct === weightPct ? null : totalPct],
    ['Organic loss', organicPct],
    ['Volume gain', volumeGainPct],
  ];
  return named.flatMap(([label, value]) =>
    value === null ? [] : [{ label, value: percentText(value) }],
  );
}

function cuppingFact({ title, form, score, tasters }: ReportCupping): ReportFact {
  const by = tasters === 1 ? 'one taster' : `${tasters} tasters`;
  const value = score === null ? 'nobody has finished' : `${score.toFixed(2)} (${by})`;
  return { label: `${title}, ${form}`, value };
}

function cuppingWords({ title, words, notes }: ReportCupping): readonly string[] {
  const said = [...new Set(notes.filter((text) => text !== ''))];
  return [
    ...(words.length > 0 ? [`${title}: ${words.join(', ')}.`] : []),
    ...(said.length > 0 ? [`${title}, in words: ${said.join('; ')}`] : []),
  ];
}

/** As many as a reader looks at; the rest are counted. */
const correctionsMax = 12;

/** What was replaced by whom, for as far as it holds; the first writing of a value corrects nothing. */
function correctionWords({ roast, unit }: RoastReportInput): readonly string[] {
  const corrections = roast.quality?.corrections ?? [];
  const told = corrections.flatMap((correction, place) =>
    isFirst(correction) || !isInForce(corrections, place) || !isTold(correction)
      ? []
      : [wordsOf(correction, { unit, utcOffsetS: roast.utcOffsetS })],
  );
  const rest = told.length - correctionsMax;
  return [...told.slice(0, correctionsMax), ...(rest > 0 ? [`${rest} more corrections.`] : [])];
}

function isFirst({ before }: Correction): boolean {
  return before === null || before === '';
}

/** Names beside measures: other texts and photos are too long to be told twice. */
const nameLabels: Readonly<Partial<Record<QualityField, string>>> = {
  profile: 'Profile',
  person: 'Roasted by',
};

function isTold({ field, before, after }: Correction): boolean {
  return typeof before === 'number' || typeof after === 'number' || field in nameLabels;
}

function valueWords(field: QualityField, value: QualityValue, unit: TemperatureUnit): string {
  if (value === null || value === '') return 'nothing';
  if (typeof value !== 'number' || !(field in measures)) return String(value);
  return valueText(field as Measure, value, unit);
}

function wordsOf(
  { field, before, after, who, why, wallMs }: Correction,
  { unit, utcOffsetS }: { readonly unit: TemperatureUnit; readonly utcOffsetS: number | null },
): string {
  const label = nameLabels[field] ?? (field in measures ? measures[field as Measure].label : field);
  const by = who === '' ? '' : ` by ${who}`;
  const reason = why === '' ? '' : `: ${why}`;
  const when = localMomentText(wallMs, utcOffsetS);
  return `${label} corrected from ${valueWords(field, before, unit)} to ${valueWords(field, after, unit)}${by}, ${when}${reason}.`;
}
