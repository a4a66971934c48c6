import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { compareRoasts } from '#api/comparisons.ts';
import { actionClass } from '#parts/Action.tsx';
import { ScreenBar } from '#parts/ScreenBar.tsx';
import { usePreferences } from '#preferences/preferences.ts';
import { CompareView } from '#screens/compare/CompareView.tsx';
import { type CompareSearch, compareSearch } from '#screens/compare/compare-search.ts';
import styles from './CompareScreen.module.css';

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
        name={ids.length < 2 ? 'Compare roasts' : `Compare ${ids.length} roasts`}
        parent={<Link to="/roasts">Saved roasts</Link>}
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
        <main className={styles['waiting']}>
          {ids.length === 0
            ? 'Roasts will lie on each other here. Choose two or more of the saved roasts.'
            : 'Reading the roasts'}
        </main>
      ) : null}
    </div>
  );
}
