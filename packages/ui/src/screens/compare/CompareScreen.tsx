import { type Alignment, alignments } from '@artisan-ts/domain';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { compareRoasts } from '#api/comparisons.ts';
import { actionClass } from '#parts/Action.tsx';
import { ScreenBar } from '#parts/ScreenBar.tsx';
import { usePreferences } from '#preferences/preferences.ts';
import { CompareView } from '#screens/compare/CompareView.tsx';
import styles from './CompareScreen.module.css';

/** What the address of the screen says: which roasts, how they are laid on each other, and against which they are held. */
export interface CompareSearch {
  readonly roasts: string;
  readonly align: Alignment;
  readonly reference: string;
}

/** Reads the address; what makes no sense there is left out. */
export function compareSearch(given: Readonly<Record<string, unknown>>): CompareSearch {
  const align = alignments.find((name) => name === given['align']) ?? 'charge';
  const text = (name: string) => (typeof given[name] === 'string' ? given[name] : '');
  return { roasts: text('roasts'), align, reference: text('reference') };
}

/** Roasts beside each other. */
export function CompareScreen() {
  const search = compareSearch(useSearch({ strict: false }));
  const navigate = useNavigate();
  const unit = usePreferences((preferences) => preferences.unit);
  const ids = search.roasts.split(',').filter((id) => id !== '');
  const comparison = useQuery({
    queryKey: ['compare', search.roasts, search.align, search.reference, unit],
    enabled: ids.length > 0,
    queryFn: () =>
      compareRoasts({
        roasts: ids,
        align: search.align,
        reference: search.reference === '' ? null : search.reference,
        unit,
      }),
    placeholderData: keepPreviousData,
  });
  const change = (to: Partial<CompareSearch>) =>
    void navigate({ to: '/compare', search: { ...search, ...to }, replace: true });
  return (
    <div className={styles['screen']}>
      <ScreenBar
        title={
          <h1 className={styles['heading']}>
            {ids.length < 2 ? 'Compare roasts' : `Compare ${ids.length} roasts`}
          </h1>
        }
      >
        <Link to="/roasts" className={actionClass('secondary')}>
          Choose roasts
        </Link>
      </ScreenBar>
      {comparison.data ? (
        <CompareView comparison={comparison.data} align={search.align} onChange={change} />
      ) : null}
      {comparison.error ? (
        <p className={styles['waiting']} role="alert">
          {comparison.error.message}
        </p>
      ) : null}
      {!comparison.data && !comparison.error ? (
        <p className={styles['waiting']}>
          {ids.length === 0
            ? 'Roasts will lie on each other here. Choose two or more of the saved roasts.'
            : 'Reading the roasts'}
        </p>
      ) : null}
    </div>
  );
}
