import { queryOptions, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { listCoffees, listLots } from '#api/coffees.ts';
import { bulkText } from '#display/measure-text.ts';
import { usePreferences } from '#preferences/preferences.ts';
import { classNames } from '#theme/class-names.ts';
import styles from './CoffeeChoice.module.css';

const cx = classNames(styles);
const coffeesMax = 200;

/** The question for all coffees that can be chosen, for whoever needs their names. */
export const coffeesToChoose = queryOptions({
  queryKey: ['coffees', 'choice'],
  queryFn: () => listCoffees({ limit: coffeesMax }),
});

/** Which coffee and which lot something is; empty is not said. */
export interface Ties {
  readonly coffeeId: string | null;
  readonly lotId: string | null;
}

/** The choice of a coffee and of a lot, with what is left of it. A lot brings its coffee along. */
export function CoffeeChoice(props: {
  readonly value: Ties;
  readonly onChange: (change: Partial<Ties>) => void;
}) {
  const { value, onChange } = props;
  const weight = usePreferences((preferences) => preferences.weight);
  const coffees = useQuery(coffeesToChoose);
  const lots = useQuery({ queryKey: ['lots', 'choice'], queryFn: () => listLots({}) });
  const known = coffees.data?.items ?? [];
  const ofCoffee = (lots.data?.items ?? []).filter(
    ({ coffeeId }) => value.coffeeId === null || coffeeId === value.coffeeId,
  );
  if (coffees.isSuccess && known.length === 0 && value.coffeeId === null) {
    return (
      <p className={cx('quiet')}>
        Statistics need to know which coffee this was. <Link to="/coffees">Add a coffee</Link>{' '}
        first.
      </p>
    );
  }
  return (
    <div className={cx('choices')}>
      <label className={cx('choice')}>
        <span>Coffee</span>
        <select
          value={value.coffeeId ?? ''}
          onChange={({ target }) => onChange({ coffeeId: target.value || null })}
        >
          <option value="">not said</option>
          <Missing id={value.coffeeId} known={known.map(({ id }) => id)} />
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
          value={value.lotId ?? ''}
          onChange={({ target }) => onChange({ lotId: target.value || null })}
        >
          <option value="">not said</option>
          <Missing id={value.lotId} known={ofCoffee.map(({ id }) => id)} />
          {ofCoffee.map(({ id, name, coffeeName, remainingG }) => (
            <option key={id} value={id}>
              {value.coffeeId === null ? `${coffeeName}, ${name}` : name}
              {remainingG === null ? '' : ` \u00b7 ${bulkText(remainingG, { weight })} left`}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

/** What was chosen once and has been put away since is still what it is. */
function Missing(props: { readonly id: string | null; readonly known: readonly string[] }) {
  if (props.id === null || props.known.includes(props.id)) return null;
  return <option value={props.id}>put away</option>;
}
