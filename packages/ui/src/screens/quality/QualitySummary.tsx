import type { QualityDto, RoastDto } from '@artisan-ts/contracts';
import { measureNames, measures, observationLabels } from '@artisan-ts/domain';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { readCoffee } from '#api/coffees.ts';
import { cuppingsOfRoast } from '#api/quality.ts';
import { percentText } from '#display/format.ts';
import { measureText, measureUnit, type Units } from '#display/measure-text.ts';
import { actionClass } from '#parts/Action.tsx';
import { usePreferences } from '#preferences/preferences.ts';
import { MeasureField } from '#screens/quality/MeasureField.tsx';
import { useQuality } from '#screens/quality/use-quality.ts';
import { classNames } from '#theme/class-names.ts';
import styles from './QualitySummary.module.css';

const cx = classNames(styles);

/** Weights, and in a few lines what else is known of the beans of a roast; the rest is one touch away. */
export function QualitySummary({ roast }: { readonly roast: RoastDto }) {
  const { unit, weight } = usePreferences();
  const desk = useQuality(roast.id);
  const cupped = useQuery({
    queryKey: ['cuppings', 'of', roast.id],
    queryFn: () => cuppingsOfRoast(roast.id),
  });
  const coffee = useQuery({
    queryKey: ['coffees', roast.coffeeId],
    enabled: roast.coffeeId !== null,
    queryFn: () => readCoffee(roast.coffeeId ?? ''),
  });
  const cup = cupped.data?.items.find(({ result }) => result.total !== null);
  return (
    <>
      <section className={cx('weights')} aria-label="Weights">
        <MeasureField desk={desk} measure="greenG" />
        <MeasureField desk={desk} measure="roastedG" />
        <div>
          <span className={cx('label')}>Loss</span>
          <span className={cx('loss')}>{percentText(desk.quality?.facts.lossPct ?? null)}</span>
        </div>
      </section>
      <section className={cx('part')} aria-label="Quality">
        <h2>Quality</h2>
        {coffee.data ? <p>{coffee.data.name}</p> : null}
        {desk.error ? <p role="alert">{desk.error.message}</p> : null}
        <p className={cx('quiet')}>{knownText(desk.quality, { unit, weight })}</p>
        {cup?.result.total ? (
          <p>
            <strong>{cup.result.total.mean.toFixed(2)}</strong>{' '}
            <span className={cx('quiet')}>in {cup.title}</span>
          </p>
        ) : null}
        <Link
          to="/roasts/$roastId/quality"
          params={{ roastId: roast.id }}
          className={actionClass('secondary')}
        >
          Colour, moisture, photos, cup
        </Link>
      </section>
    </>
  );
}

function knownText(quality: QualityDto | undefined, units: Units): string {
  if (quality === undefined) return '';
  const { values } = quality;
  const measured = measureNames.flatMap((name) => {
    const value = values[name];
    if (value === null || name === 'greenG' || name === 'roastedG') return [];
    const text = `${measureText(name, value, units)} ${measureUnit(name, units)}`.trim();
    const system = name === 'wholeColour' || name === 'groundColour' ? values.colourSystem : null;
    return [`${measures[name].label} ${text}${system === null ? '' : ` ${system}`}`];
  });
  const seen = values.observations.map((name) => observationLabels[name]);
  const all = [...measured, ...seen];
  return all.length === 0 ? 'Nothing else measured yet.' : all.join(' \u00b7 ');
}
