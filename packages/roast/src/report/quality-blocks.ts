import type { ReportBlock, ReportFact } from '#report/document.ts';
import type { RoastReportInput } from '#report/roast-report-input.ts';
import { massText, percentText } from '#words/format.ts';

/** Weights, loss, colour, moisture and cups: what was measured. What was not is left out, and said when there is nothing. */
export function qualityBlocks({
  roast,
  analysis,
  quality,
}: RoastReportInput): readonly ReportBlock[] {
  const measured: ReportFact[] = [];
  const add = (label: string, value: string | null): void => {
    if (value !== null) measured.push({ label, value });
  };
  add('Green', roast.greenG === null ? null : massText(roast.greenG));
  add('Roasted', roast.roastedG === null ? null : massText(roast.roastedG));
  add('Weight loss', share(analysis.losses.weightPct));
  const { totalPct, weightPct, organicPct, volumeGainPct } = analysis.losses;
  add('Loss with sorted out', totalPct === weightPct ? null : share(totalPct));
  add('Organic loss', share(organicPct));
  add('Volume gain', share(volumeGainPct));
  add('Green moisture', share(quality?.greenMoisturePct));
  add('Roasted moisture', share(quality?.roastedMoisturePct));
  const density = quality?.greenDensityGPerL ?? null;
  add('Green density', density === null ? null : `${density.toFixed(0)} g/L`);
  for (const { label, value, scale } of quality?.colours ?? []) {
    add(`Colour, ${label}`, `${value.toFixed(1)} ${scale}`);
  }
  for (const { score, form, person } of quality?.cuppings ?? []) {
    add(
      person === null ? form : `${form}, ${person}`,
      score === null ? 'not scored' : score.toFixed(2),
    );
  }
  const cups = (quality?.cuppings ?? []).flatMap(({ notes }) => (notes === '' ? [] : [notes]));
  const notes = [...cups, ...(quality?.notes ? [quality.notes] : [])];
  if (measured.length === 0 && notes.length === 0) {
    return [{ kind: 'text', text: 'Nothing was weighed, measured or cupped.', isQuiet: true }];
  }
  return [
    ...(measured.length > 0 ? [{ kind: 'facts', facts: measured } as const] : []),
    ...notes.map((text) => ({ kind: 'text', text, isQuiet: false }) as const),
  ];
}

function share(value: number | null | undefined): string | null {
  return value === null || value === undefined ? null : percentText(value);
}
