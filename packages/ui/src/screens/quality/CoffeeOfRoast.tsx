import type { RoastDto } from '@artisan-ts/contracts';
import { useQuery } from '@tanstack/react-query';
import { listLots } from '#api/coffees.ts';
import { CoffeeChoice } from '#parts/CoffeeChoice.tsx';
import { useChangeRoast } from '#screens/saved/use-change-roast.ts';
import { classNames } from '#theme/class-names.ts';
import styles from './QualityScreen.module.css';

const cx = classNames(styles);

/** Which coffee was roasted, of which lot. A lot brings its coffee along. */
export function CoffeeOfRoast({ roast }: { readonly roast: RoastDto }) {
  const { change, refusal } = useChangeRoast(roast.id);
  const lots = useQuery({ queryKey: ['lots', 'choice'], queryFn: () => listLots({}) });
  const lot = lots.data?.items.find(({ id }) => id === roast.lotId);
  return (
    <section className={cx('group')} aria-label="Coffee">
      <h2 className={cx('title')}>Coffee</h2>
      <CoffeeChoice value={roast} onChange={(ties) => void change(ties)} />
      {lot ? (
        <p className={cx('quiet')}>
          {[
            lot.moisturePct === null ? '' : `lot moisture ${lot.moisturePct} %`,
            lot.densityGPerL === null ? '' : `density ${lot.densityGPerL} g/L`,
            lot.waterActivity === null ? '' : `aw ${lot.waterActivity}`,
          ]
            .filter((part) => part !== '')
            .join(' \u00b7 ')}
        </p>
      ) : null}
      {refusal ? (
        <p role="alert" className={cx('problem')}>
          {refusal}
        </p>
      ) : null}
    </section>
  );
}
