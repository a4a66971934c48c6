import { type Measure, measures } from '@artisan-ts/domain';
import { measureText, measureTyped, measureUnit } from '#display/measure-text.ts';
import { KeptField } from '#parts/KeptField.tsx';
import { usePreferences } from '#preferences/preferences.ts';
import type { QualityDesk } from '#screens/quality/use-quality.ts';

/** One measured number of a roast: with what it was at first, and a question when it is unusual. */
export function MeasureField(props: { readonly desk: QualityDesk; readonly measure: Measure }) {
  const { desk, measure } = props;
  const { unit, weight } = usePreferences();
  const units = { unit, weight };
  const { quality } = desk;
  if (quality === undefined) return null;
  const value = quality.values[measure];
  const original = quality.originals[measure];
  const unitText = measureUnit(measure, units);
  const wasOther = typeof original === 'number' && original !== value;
  return (
    <KeptField
      label={unitText === '' ? measures[measure].label : `${measures[measure].label}, ${unitText}`}
      value={measureText(measure, value, units)}
      inputMode="decimal"
      asksWhy
      question={quality.questions.find(({ field }) => field === measure)?.message}
      {...(wasOther && { aside: `first ${measureText(measure, original, units)} ${unitText}` })}
      onKeep={async (text, why) => {
        const typed = measureTyped(measure, text, units);
        return typeof typed === 'string' ? typed : desk.change({ [measure]: typed, why });
      }}
    />
  );
}
