import type { CuppingDto } from '@artisan-ts/contracts';
import { formLabels } from '@artisan-ts/domain';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { listCuppings } from '#api/cuppings.ts';
import { dateText } from '#display/format.ts';
import { Action } from '#parts/Action.tsx';
import { Dot } from '#parts/Dot.tsx';
import { ScreenPage } from '#parts/ScreenPage.tsx';
import { NewCupping } from '#screens/cupping/NewCupping.tsx';
import { classNames } from '#theme/class-names.ts';
import styles from './CuppingScreen.module.css';

const cx = classNames(styles);
const pageRows = 30;

/** Cuppings: those that were, and the way to set up the next one. */
export function CuppingsScreen() {
  const { roast } = useSearch({ strict: false });
  const [isArchived, setArchived] = useState(false);
  const query = useInfiniteQuery({
    queryKey: ['cuppings', 'list', isArchived],
    queryFn: ({ pageParam }) => listCuppings({ cursor: pageParam, isArchived, limit: pageRows }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  const rows = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <ScreenPage title="Cupping">
      <section aria-label="Cuppings" className={cx('column')}>
        {query.isPending ? <p className={cx('quiet')}>Reading the cuppings</p> : null}
        {query.error ? (
          <p role="alert" className={cx('problem')}>
            {query.error.message}
          </p>
        ) : null}
        {rows.map((cupping) => (
          <Row key={cupping.id} cupping={cupping} />
        ))}
        {rows.length === 0 && query.isSuccess && isArchived ? (
          <p className={cx('quiet')}>No cupping was put away.</p>
        ) : null}
        {rows.length === 0 && query.isSuccess && !isArchived ? (
          <div className={cx('empty')}>
            <h2>Cuppings will be here</h2>
            <p>
              Set one up: every sample gets a code of three digits, everybody tastes on a page of
              their own, and what was in the cups is told at the end.
            </p>
          </div>
        ) : null}
        {query.hasNextPage ? (
          <Action onClick={() => void query.fetchNextPage()}>Show older cuppings</Action>
        ) : null}
        <Action weight="quiet" onClick={() => setArchived(!isArchived)}>
          {isArchived ? 'Show the cuppings in use' : 'Show cuppings that were put away'}
        </Action>
      </section>
      <NewCupping roastId={roast ?? null} />
    </ScreenPage>
  );
}

function Row({ cupping }: { readonly cupping: CuppingDto }) {
  const { id, title, form, createdWallMs, isBlind, samples, tasters } = cupping;
  const done = tasters.reduce((sum, taster) => sum + taster.done, 0);
  const of = tasters.reduce((sum, taster) => sum + taster.of, 0);
  return (
    <article className={cx('row')} aria-label={title}>
      <div>
        <Link to="/cuppings/$cuppingId" params={{ cuppingId: id }} className={cx('name')}>
          {title}
        </Link>
        <p className={cx('quiet')}>
          {formLabels[form]} {'\u00b7'} {samples.length} samples {'\u00b7'} {tasters.length}{' '}
          {tasters.length === 1 ? 'taster' : 'tasters'} {'\u00b7'} {dateText(createdWallMs)}
        </p>
      </div>
      <Dot tone={isBlind ? 'unsure' : 'true'}>
        {isBlind ? `blind, ${done} of ${of} done` : 'revealed'}
      </Dot>
    </article>
  );
}
