import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { listRoasts } from '#api/roasts.ts';
import { Action } from '#parts/Action.tsx';
import { ImportAction } from '#parts/ImportAction.tsx';
import { ScreenBar } from '#parts/ScreenBar.tsx';
import { useFileDrop } from '#parts/use-file-drop.ts';
import { NoRoasts } from '#screens/list/NoRoasts.tsx';
import { RoastTable } from '#screens/list/RoastTable.tsx';
import { useListKeys } from '#screens/list/use-list-keys.ts';
import { WeighRows } from '#screens/quality/WeighRows.tsx';
import { classNames } from '#theme/class-names.ts';
import styles from './RoastListScreen.module.css';

const cx = classNames(styles);
const pageRows = 50;

/** Every roast that was saved or imported, newest first. */
export function RoastListScreen() {
  const navigate = useNavigate();
  const [search, setSearch] = useState('');
  const [deleted, setDeleted] = useState(false);
  const dropped = useFileDrop();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const query = useInfiniteQuery({
    queryKey: ['roasts', 'list', search, deleted],
    queryFn: ({ pageParam }) => listRoasts({ search, cursor: pageParam, limit: pageRows, deleted }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  const compare = () => {
    if (chosen.length < 2) return;
    const search = { roasts: chosen.join(','), align: 'charge', reference: '' } as const;
    void navigate({ to: '/compare', search });
  };
  useListKeys({ compare, clear: () => setChosen([]) });
  const choose = (roastId: string) =>
    setChosen((now) =>
      now.includes(roastId) ? now.filter((id) => id !== roastId) : [...now, roastId],
    );
  const open = (roastId: string) => void navigate({ to: '/roasts/$roastId', params: { roastId } });
  return (
    <div className={cx('screen')}>
      <ScreenBar name={deleted ? 'Deleted roasts' : 'Saved roasts'} />
      <main className={cx('main')}>
        <div className={cx('tools')}>
          <input
            type="search"
            className={cx('search')}
            placeholder="Search title, beans, machine"
            aria-label="Search roasts"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
          <Action disabled={chosen.length < 2} onClick={compare}>
            {chosen.length === 0 ? 'Compare' : `Compare ${chosen.length}`} <kbd>C</kbd>
          </Action>
          <ImportAction
            label="Import a roast file"
            weight="primary"
            dropped={dropped}
            onImported={(roast) => open(roast.id)}
          />
        </div>
        <WeighRows rows={rows} />
        {query.isPending ? <p className={cx('words')}>Reading the roasts</p> : null}
        {query.error ? <p className={cx('problem')}>{query.error.message}</p> : null}
        {deleted ? (
          <p className={cx('words')}>
            Open a roast to restore it. Each is kept as long as the station keeps single readings
            (Settings), and then gone for good.
          </p>
        ) : null}
        {rows.length > 0 ? (
          <RoastTable rows={rows} chosen={chosen} onOpen={open} onChoose={choose} />
        ) : null}
        {rows.length === 0 && query.isSuccess ? (
          <NoRoasts search={search} deleted={deleted} />
        ) : null}
        {query.hasNextPage ? (
          <Action disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            Show older roasts
          </Action>
        ) : null}
        <Action weight="quiet" onClick={() => setDeleted(!deleted)}>
          {deleted ? 'Back to the saved roasts' : 'Deleted roasts'}
        </Action>
      </main>
    </div>
  );
}
