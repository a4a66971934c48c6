import type { CoffeeDto, LotDto } from '@artisan-ts/contracts';
import {
  keepPreviousData,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { addCoffee, listCoffees, listLots } from '#api/coffees.ts';
import { reasonText } from '#api/request.ts';
import { bulkText } from '#display/measure-text.ts';
import { Action } from '#parts/Action.tsx';
import { AddByName } from '#parts/AddByName.tsx';
import { ScreenBar } from '#parts/ScreenBar.tsx';
import { usePreferences } from '#preferences/preferences.ts';
import { classNames } from '#theme/class-names.ts';
import styles from './CoffeesScreen.module.css';

const cx = classNames(styles);
const pageRows = 100;

/** The coffees that are roasted here, with what is left of each. */
export function CoffeesScreen() {
  const [search, setSearch] = useState('');
  const [isArchived, setArchived] = useState(false);
  const coffees = useInfiniteQuery({
    queryKey: ['coffees', 'list', search, isArchived],
    queryFn: ({ pageParam }) =>
      listCoffees({ search, isArchived, cursor: pageParam, limit: pageRows }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
  const lots = useQuery({ queryKey: ['lots', 'choice'], queryFn: () => listLots({}) });
  const rows = coffees.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <div className={cx('screen')}>
      <ScreenBar name="Coffees" />
      <main className={cx('main')}>
        <div className={cx('tools')}>
          <input
            type="search"
            className={cx('entry', 'search')}
            placeholder="Search name, origin, process, variety"
            aria-label="Search coffees"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
          <NewCoffee />
        </div>
        {coffees.isPending ? <p className={cx('quiet')}>Reading the coffees</p> : null}
        {coffees.error ? <p className={cx('problem')}>{coffees.error.message}</p> : null}
        {rows.length > 0 ? <CoffeeTable rows={rows} lots={lots.data?.items ?? []} /> : null}
        {rows.length === 0 && coffees.isSuccess ? (
          <Empty search={search} isArchived={isArchived} />
        ) : null}
        <div className={cx('below')}>
          {coffees.hasNextPage ? (
            <Action onClick={() => void coffees.fetchNextPage()}>Show more</Action>
          ) : null}
          <Action weight="quiet" onClick={() => setArchived(!isArchived)}>
            {isArchived ? 'Show the coffees in use' : 'Show coffees that were put away'}
          </Action>
        </div>
      </main>
    </div>
  );
}

function NewCoffee() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const add = async (name: string): Promise<string | null> => {
    try {
      const { id: coffeeId } = await addCoffee({ name });
      await queries.invalidateQueries({ queryKey: ['coffees'] });
      await navigate({ to: '/coffees/$coffeeId', params: { coffeeId } });
      return null;
    } catch (error) {
      return reasonText(error);
    }
  };
  return (
    <AddByName label="Name of a new coffee" action="Add coffee" weight="primary" onAdd={add} />
  );
}

function CoffeeTable(props: {
  readonly rows: readonly CoffeeDto[];
  readonly lots: readonly LotDto[];
}) {
  const weight = usePreferences((preferences) => preferences.weight);
  return (
    <div className={cx('frame')}>
      <table className={cx('table')}>
        <thead>
          <tr>
            <th scope="col">Coffee</th>
            <th scope="col">Origin</th>
            <th scope="col">Process</th>
            <th scope="col">Variety</th>
            <th scope="col" className={cx('number')}>
              Lots
            </th>
            <th scope="col" className={cx('number')}>
              Left
            </th>
          </tr>
        </thead>
        <tbody>
          {props.rows.map((coffee) => {
            const own = props.lots.filter(({ coffeeId }) => coffeeId === coffee.id);
            const known = own.flatMap(({ remainingG }) => remainingG ?? []);
            const left = known.reduce((sum, mass) => sum + mass, 0);
            return (
              <tr key={coffee.id}>
                <th scope="row">
                  <Link to="/coffees/$coffeeId" params={{ coffeeId: coffee.id }}>
                    {coffee.name}
                  </Link>
                </th>
                <td>{coffee.origin}</td>
                <td>{coffee.process}</td>
                <td>{coffee.variety}</td>
                <td className={cx('number')}>{own.length}</td>
                <td className={cx('number')}>
                  {known.length === 0 ? '\u2013' : bulkText(left, { weight })}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function Empty(props: { readonly search: string; readonly isArchived: boolean }) {
  if (props.search) {
    return <p className={cx('empty')}>No coffee has the words “{props.search}”.</p>;
  }
  if (props.isArchived) return <p className={cx('empty')}>No coffee was put away.</p>;
  return (
    <div className={cx('empty')}>
      <h2>Coffees will be here</h2>
      <p>
        Each with its lots and what is left of them. Roasts that are tied to a lot count as used,
        and cups that are tied to a roast find their coffee.
      </p>
    </div>
  );
}
