import type { RoastDto } from '@artisan-ts/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { listCoffees, listLots } from '#api/coffees.ts';
import { bulkText } from '#display/measure-text.ts';
import { usePreferences } from '#preferences/preferences.ts';
import { useChangeRoast } from '#screens/saved/use-change-roast.ts';
import { classNames } from '#theme/class-names.ts';
import styles from './QualityScreen.module.css';

const cx = classNames(styles);
const coffeesMax = 200;

/** Which coffee was roasted, of which lot. A lot brings its coffee along. */
export function CoffeeOfRoast({ roast }: { readonly roast: RoastDto }) {
  const weight = usePreferences((preferences) => preferences.weight);
  const { change, refusal } = useChangeRoast(roast.id);
  const coffees = useQuery({
    queryKey: ['coffees', 'choice'],
    queryFn: () => listCoffees({ limit: coffeesMax }),
  });
  const lots = useQuery({ queryKey: ['lots', 'choice'], queryFn: () => listLots({}) });
  const known = coffees.data?.items ?? [];
  const ofCoffee = (lots.data?.items ?? []).filter(
    ({ coffeeId }) => roast.coffeeId === null || coffeeId === roast.coffeeId,
  );
  const lot = lots.data?.items.find(({ id }) => id === roast.lotId);
  return (
    <section className={cx('group')} aria-label="Coffee">
      <h2 className={cx('title')}>Coffee</h2>
      {coffees.isSuccess && known.length === 0 ? (
        <p className={cx('quiet')}>
          Statistics need to know which coffee this was. <Link to="/coffees">Add a coffee</Link>{' '}
          first.
        </p>
      ) : (
        <div className={cx('fields')}>
          <label className={cx('choice')}>
            <span>Coffee</span>
            <select
              value={roast.coffeeId ?? ''}
              onChange={({ target }) => void change({ coffeeId: target.value || null })}
            >
              <option value="">not said</option>
              <Missing id={roast.coffeeId} known={known.map(({ id }) => id)} />
              {known.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          <label className={cx('choice')}>
            <span>Lot</span>
            <select
              value={roast.lotId ?? ''}
              onChange={({ target }) => void change({ lotId: target.value || null })}
            >
              <option value="">not said</option>
              <Missing id={roast.lotId} known={ofCoffee.map(({ id }) => id)} />
              {ofCoffee.map(({ id, name, coffeeName, remainingG }) => (
                <option key={id} value={id}>
                  {roast.coffeeId === null ? `${coffeeName}, ${name}` : name}
                  {remainingG === null ? '' : ` \u00b7 ${bulkText(remainingG, { weight })} left`}
                </option>
              ))}
            </select>
          </label>
        </div>
      )}
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

/** What was chosen once and has been put away since is still what it is. */
function Missing(props: { readonly id: string | null; readonly known: readonly string[] }) {
  if (props.id === null || props.known.includes(props.id)) return null;
  return <option value={props.id}>put away</option>;
}
