import type { AnalysisDto, RoastDto } from '@artisan-ts/contracts';
import type { TemperatureUnit } from '@artisan-ts/domain';
import { phaseLabels, rateOfRiseMethods, roastPhaseNames } from '@artisan-ts/roast';
import { useQuery } from '@tanstack/react-query';
import { readAnalysis } from '#api/roasts.ts';
import { percentText, signedText, temperatureText, timeText, unitText } from '#display/format.ts';
import { usePreferences } from '#preferences/preferences.ts';
import { classNames } from '#theme/class-names.ts';
import styles from './Review.module.css';

const cx = classNames(styles);

/** What a roast comes to: rates at its milestones and in its phases, area, losses, what the rate of rise did, and all of it in words. */
export function Review(props: { readonly roast: RoastDto; readonly referenceId: string | null }) {
  const { roast, referenceId } = props;
  const unit = usePreferences((preferences) => preferences.unit);
  const analysis = useQuery({
    queryKey: ['analysis', roast.id, roast.revision, unit, referenceId],
    queryFn: () => readAnalysis(roast.id, { unit, referenceId }),
    placeholderData: (known) => known,
  });
  return (
    <section className={cx('review')} aria-label="Review">
      <h2>Review</h2>
      {analysis.data ? <Numbers analysis={analysis.data} unit={unit} /> : null}
      {analysis.isPending ? <p className={cx('quiet')}>Working it out</p> : null}
      {analysis.error ? <p role="alert">{analysis.error.message}</p> : null}
    </section>
  );
}

function Numbers(props: { readonly analysis: AnalysisDto; readonly unit: TemperatureUnit }) {
  const { analysis, unit } = props;
  return (
    <>
      <dl className={cx('numbers')}>
        {headlines(analysis, unit).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Phases analysis={analysis} unit={unit} />
      <Milestones analysis={analysis} unit={unit} />
      <Shape analysis={analysis} unit={unit} />
      <div className={cx('words')}>
        {analysis.summary.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
    </>
  );
}

/** The numbers that roasters compare first; those that are not known are left out. */
function headlines(analysis: AnalysisDto, unit: TemperatureUnit): [string, string][] {
  const { totalS, dtrPct, auc, met, losses } = analysis;
  const known: [string, string | null][] = [
    ['Total', totalS === null ? null : timeText(totalS)],
    ['DTR', dtrPct === null ? null : percentText(dtrPct)],
    ['AUC', auc && `${auc.valueCMin.toFixed(0)} \u00b0C\u00b7min`],
    ['Highest ET', met && `${temperatureText(unit, met.etC)} ${unitText(unit)}`],
    ['Weight loss', losses.weightPct === null ? null : percentText(losses.weightPct)],
    ['Organic loss', losses.organicPct === null ? null : percentText(losses.organicPct)],
  ];
  return known.flatMap(([name, value]) => (value === null ? [] : [[name, value]]));
}

function Phases({ analysis, unit }: { analysis: AnalysisDto; unit: TemperatureUnit }) {
  const { phases, deviation } = analysis;
  if (phases === null) return null;
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Phase</th>
          <th scope="col">Mean {unitText(unit)}/min</th>
          <th scope="col">AUC</th>
          {deviation ? <th scope="col">To reference</th> : null}
        </tr>
      </thead>
      <tbody>
        {roastPhaseNames.map((name) => (
          <tr key={name}>
            <th scope="row">{phaseLabels[name]}</th>
            <td>{signedText(unit, phases[name].btCPerMin)}</td>
            <td>{phases[name].aucCMin?.toFixed(0) ?? '\u2013'}</td>
            {deviation ? <td>{signedText(unit, deviation.phases[name]?.biasC ?? null)}</td> : null}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const milestoneLabels = {
  turningPoint: 'Turning point',
  peak: 'Fastest rise',
  dryEnd: 'Dry end',
  fcStart: 'FC start',
  drop: 'Drop',
} as const;

function Milestones({ analysis, unit }: { analysis: AnalysisDto; unit: TemperatureUnit }) {
  const { rate, milestones } = analysis;
  const rows = Object.entries(milestoneLabels).flatMap(([name, label]) => {
    const at = milestones[name as keyof typeof milestoneLabels];
    return at === null ? [] : [{ name, label, at }];
  });
  if (rows.length === 0) return null;
  return (
    <table>
      <caption>
        Rate of rise by the {rateOfRiseMethods[rate.method].label}, {rate.lagS} s behind
      </caption>
      <tbody>
        {rows.map(({ name, label, at }) => (
          <tr key={name}>
            <th scope="row">{label}</th>
            <td>{timeText(at.timeS)}</td>
            <td>
              {signedText(unit, at.btCPerMin)} {unitText(unit)}/min
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Crashes, flicks and stalls; nothing when the rate kept its trend. */
function Shape({ analysis, unit }: { analysis: AnalysisDto; unit: TemperatureUnit }) {
  const { excursions, stalls } = analysis;
  if (excursions.length === 0 && stalls.length === 0) return null;
  const rows = [
    ...excursions.map(({ kind, onsetS, durationS, depthCPerMin }) => ({
      name: kind === 'crash' ? 'Crash' : 'Flick',
      atS: onsetS,
      forS: durationS,
      rate: depthCPerMin,
    })),
    ...stalls.map(({ fromS, toS, lowestCPerMin }) => ({
      name: 'Stall',
      atS: fromS,
      forS: toS - fromS,
      rate: lowestCPerMin,
    })),
  ].sort((a, b) => a.atS - b.atS);
  return (
    <table>
      <caption>Where the rate of rise left its trend, or stood</caption>
      <tbody>
        {rows.map(({ name, atS, forS, rate }) => (
          <tr key={`${name} ${atS}`}>
            <th scope="row" className={cx('notable')}>
              {name}
            </th>
            <td>{timeText(atS)}</td>
            <td>for {timeText(forS)}</td>
            <td>
              {signedText(unit, rate)} {unitText(unit)}/min
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
