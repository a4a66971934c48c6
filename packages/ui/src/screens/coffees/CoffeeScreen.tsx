import type { ChangeCoffeeBody, CoffeeDto } from '@artisan-ts/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { addLot, changeCoffee, listLots, readCoffee } from '#api/coffees.ts';
import { learnAnswer } from '#api/learn-answer.ts';
import { reportUrl } from '#api/reports.ts';
import { reasonText } from '#api/request.ts';
import { Action, actionClass } from '#parts/Action.tsx';
import { AddByName } from '#parts/AddByName.tsx';
import { KeptField } from '#parts/KeptField.tsx';
import { ScreenPage } from '#parts/ScreenPage.tsx';
import { usePreferences } from '#preferences/preferences.ts';
import { LotCard } from '#screens/coffees/LotCard.tsx';
import { classNames } from '#theme/class-names.ts';
import styles from './CoffeesScreen.module.css';

const cx = classNames(styles);

/** One coffee: what it is, and its lots. */
export function CoffeeScreen() {
  const { coffeeId = '' } = useParams({ strict: false });
  const { data: coffee, error } = useQuery({
    queryKey: ['coffees', coffeeId],
    queryFn: () => readCoffee(coffeeId),
  });
  return (
    <ScreenPage title={coffee?.name ?? 'Coffee'} parent={<Link to="/coffees">Coffees</Link>}>
      <section aria-label="Coffee" className={cx('column')}>
        {error ? (
          <p role="alert" className={cx('problem')}>
            {error.message}
          </p>
        ) : null}
        {coffee ? <CoffeeFields coffee={coffee} /> : null}
      </section>
      {coffee ? <Lots coffee={coffee} /> : null}
    </ScreenPage>
  );
}

const texts = [
  ['name', 'Name'],
  ['origin', 'Origin'],
  ['process', 'Process'],
  ['variety', 'Variety'],
  ['supplier', 'Supplier'],
] as const satisfies readonly (readonly [keyof ChangeCoffeeBody, string])[];

function CoffeeFields({ coffee }: { readonly coffee: CoffeeDto }) {
  const queries = useQueryClient();
  const unit = usePreferences((preferences) => preferences.unit);
  const [problem, setProblem] = useState<string | null>(null);
  const change = async (body: ChangeCoffeeBody): Promise<string | null> => {
    try {
      await learnAnswer(queries, ['coffees', coffee.id], await changeCoffee(coffee.id, body));
      await queries.invalidateQueries({ queryKey: ['coffees', 'list'] });
      await queries.invalidateQueries({ queryKey: ['coffees', 'choice'] });
      return null;
    } catch (error) {
      return reasonText(error);
    }
  };
  return (
    <>
      <div className={cx('fields')}>
        {texts.map(([name, label]) => (
          <div key={name} className={cx(name === 'name' && 'wide')}>
            <KeptField
              label={label}
              value={coffee[name]}
              onKeep={(text) => change({ [name]: text })}
            />
          </div>
        ))}
        <div className={cx('wide')}>
          <KeptField
            label="Notes"
            isLong
            value={coffee.notes}
            onKeep={(notes) => change({ notes })}
          />
        </div>
      </div>
      <div className={cx('row')}>
        <p className={cx('quiet')}>
          {coffee.isArchived
            ? 'Put away: its roasts and lots stay, and it is not offered for new ones.'
            : ''}
        </p>
        <div className={cx('actions')}>
          <a
            className={actionClass('secondary')}
            href={reportUrl({ of: 'coffee', coffee: coffee.id }, { format: 'html', unit })}
            target="_blank"
            rel="noreferrer"
          >
            Report
          </a>
          <Action onClick={() => void change({ isArchived: !coffee.isArchived }).then(setProblem)}>
            {coffee.isArchived ? 'Use again' : 'Put away'}
          </Action>
        </div>
      </div>
      {problem ? (
        <p role="alert" className={cx('problem')}>
          {problem}
        </p>
      ) : null}
    </>
  );
}

function Lots({ coffee }: { readonly coffee: CoffeeDto }) {
  const queries = useQueryClient();
  const [isArchived, setArchived] = useState(false);
  const { data: lots } = useQuery({
    queryKey: ['lots', 'of', coffee.id, isArchived],
    queryFn: () => listLots({ coffeeId: coffee.id, isArchived }),
  });
  const add = async (name: string): Promise<string | null> => {
    try {
      await addLot({ coffeeId: coffee.id, name });
      await queries.invalidateQueries({ queryKey: ['lots'] });
      return null;
    } catch (error) {
      return reasonText(error);
    }
  };
  return (
    <section aria-label="Lots" className={cx('column')}>
      <h2 className={cx('title')}>{isArchived ? 'Lots that were put away' : 'Lots'}</h2>
      <AddByName label="Name of a new lot" action="Add lot" weight="primary" onAdd={add} />
      {lots?.items.map((lot) => (
        <LotCard key={lot.id} lot={lot} />
      ))}
      {lots?.items.length === 0 ? (
        <p className={cx('quiet')}>
          {isArchived
            ? 'No lot was put away.'
            : 'Lots will be here: what came and when, how moist and dense it was, and what is left.'}
        </p>
      ) : null}
      <Action weight="quiet" onClick={() => setArchived(!isArchived)}>
        {isArchived ? 'Show the lots in use' : 'Show lots that were put away'}
      </Action>
    </section>
  );
}
