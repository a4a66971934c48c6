import type { DriverKindDto } from '@artisan-ts/contracts';
import { type ReactNode, useState } from 'react';
import { originWords } from '#display/words.ts';
import { Action } from '#parts/Action.tsx';
import {
  type CatalogueEntry,
  catalogueOf,
  found,
  nameOf,
  shelvesOf,
} from '#screens/connect/catalogue.ts';
import { classNames } from '#theme/class-names.ts';
import styles from './Connect.module.css';

const cx = classNames(styles);

/** Which machine it is: searched by brand and model, or chosen brand by brand, or by how it is connected. */
export function ChooseDevice(props: {
  readonly kinds: readonly DriverKindDto[];
  readonly onChoose: (entry: CatalogueEntry) => void;
  /** Other ways in, below the search. */
  readonly children: ReactNode;
}) {
  const { kinds, onChoose } = props;
  const [search, setSearch] = useState('');
  const all = catalogueOf(kinds);
  const entries = found(all, search);
  const shelves = shelvesOf(entries);
  const others = entries.filter(({ brand }) => brand === null);
  const rehearsal = all.find(({ kind }) => kind.origin === 'simulated');
  const isSearching = search.trim() !== '';
  const count = entries.length - others.length;
  return (
    <form
      className={cx('step')}
      onSubmit={(event) => {
        event.preventDefault();
        const first = shelves[0]?.entries[0] ?? others[0];
        if (isSearching && first !== undefined) onChoose(first);
      }}
    >
      <label className={cx('search')}>
        <span>Brand or model</span>
        <input
          type="search"
          value={search}
          placeholder="Giesen W6A, TC4, Modbus"
          autoComplete="off"
          onChange={(event) => setSearch(event.target.value)}
        />
        <span className={cx('quiet')} role="status">
          {isSearching
            ? `${count} ${count === 1 ? 'machine' : 'machines'}. Enter takes the first.`
            : `${count} machines of ${shelves.length} brands are known by name.`}
        </span>
      </label>
      {isSearching ? null : (
        <>
          {rehearsal ? (
            <Action onClick={() => onChoose(rehearsal)}>Rehearse on the simulated roaster</Action>
          ) : null}
          {props.children}
        </>
      )}
      <section aria-label="By brand" className={cx('shelves')}>
        {shelves.map(({ brand, entries: own }) => (
          <details key={brand} open={isSearching && shelves.length <= 6} className={cx('shelf')}>
            <summary>
              {brand} <span className={cx('quiet')}>{own.length}</span>
            </summary>
            <Entries entries={own} onChoose={onChoose} />
          </details>
        ))}
      </section>
      {others.length > 0 ? (
        <section aria-label="By connection">
          <h3>{isSearching ? 'By connection' : 'Not in the list? By how it is connected'}</h3>
          <Entries entries={others} onChoose={onChoose} />
        </section>
      ) : null}
      {entries.length === 0 ? (
        <p className={cx('quiet')}>
          Nothing is called that. Most machines without a name here speak Modbus, S7, or send lines
          of text: clear the search and choose by connection.
        </p>
      ) : null}
    </form>
  );
}

function Entries(props: {
  readonly entries: readonly CatalogueEntry[];
  readonly onChoose: (entry: CatalogueEntry) => void;
}) {
  return (
    <ul className={cx('entries')}>
      {props.entries.map((entry) => (
        <li key={`${entry.kind.name} ${entry.model}`}>
          <button type="button" className={cx('entry')} onClick={() => props.onChoose(entry)}>
            <span>{entry.brand === null ? entry.model : nameOf(entry)}</span>
            <span className={cx('quiet')}>{hintOf(entry)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function hintOf({ kind, brand, wire }: CatalogueEntry): string {
  if (brand === null) return originWords[kind.origin];
  const [short = kind.label] = kind.label.split(' (');
  if (wire === null) return short;
  return `${short}, ${wire === 'serial' ? 'cable' : 'network'}`;
}
