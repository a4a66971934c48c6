import type { MissionDto, MissionShelf } from '@artisan-ts/contracts';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { listMissions, readMission } from '#api/missions.ts';
import { stateWords } from '#display/mission-words.ts';
import { useLiveState } from '#live/live-store.ts';
import { Action } from '#parts/Action.tsx';
import { Choice } from '#parts/Choice.tsx';
import { ScreenPage } from '#parts/ScreenPage.tsx';
import { GainsCard } from '#screens/inbox/GainsCard.tsx';
import { MissionItem } from '#screens/inbox/MissionItem.tsx';
import { RulesCard } from '#screens/inbox/RulesCard.tsx';
import { shelves } from '#screens/inbox/shelves.ts';
import { useDeeds } from '#screens/inbox/use-deeds.ts';
import { useInboxKeys } from '#screens/inbox/use-inbox-keys.ts';
import { classNames } from '#theme/class-names.ts';
import styles from './InboxScreen.module.css';

const cx = classNames(styles);
const pageRows = 50;
/** Missions go on by themselves while somebody looks. */
const lookEveryMs = 3_000;

/** What the station did by itself, and what waits for a person. */
export function InboxScreen() {
  const { mission: asked = '' } = useSearch({ from: '/inbox' });
  const navigate = useNavigate();
  const [chosenShelf, setShelf] = useState<MissionShelf | null>(null);
  const open = (mission: string) => void navigate({ to: '/inbox', search: { mission } });
  const linked = useLinked(asked);
  const shelf = chosenShelf ?? (linked ? stateWords[linked.state].shelf : 'needsYou');
  const { rows, query } = useShelf(shelf, chosenShelf === null ? linked : null);
  const deeds = useDeeds();
  // The first is open at once: what is asked for is then one press away.
  const openId = rows.some(({ id }) => id === asked) ? asked : (rows[0]?.id ?? '');
  const opened = rows.find(({ id }) => id === openId) ?? null;
  const step = (by: -1 | 1) => {
    const at = rows.findIndex(({ id }) => id === openId) + by;
    const next = rows[Math.max(0, Math.min(rows.length - 1, at))];
    if (next) open(next.id);
  };
  useInboxKeys({
    act: (deed) => opened && deeds.act(opened, deed),
    step,
    undo: deeds.undo,
    close: () => void navigate({ to: '/' }),
  });
  return (
    <ScreenPage title="Inbox">
      <section aria-label="Missions" className={cx('list')}>
        <Choice
          label="Show"
          value={shelf}
          options={shelves}
          onChange={(value) => {
            setShelf(value);
            open('');
          }}
        />
        <Said deeds={deeds} />
        {query.error ? (
          <p role="alert" className={cx('problem')}>
            {query.error.message} Missions go on by themselves; this screen looks again.
          </p>
        ) : null}
        {rows.length === 0 && query.isSuccess ? <Empty shelf={shelf} /> : null}
        <ol className={cx('items')}>
          {rows.map((mission) => (
            <MissionItem
              key={mission.id}
              mission={mission}
              isOpen={mission.id === openId}
              isHeld={deeds.last?.canUndo === true && deeds.last.missionId === mission.id}
              onOpen={() => open(mission.id)}
              onDeed={deeds.act}
            />
          ))}
        </ol>
        {query.hasNextPage ? (
          <Action disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            Show older missions
          </Action>
        ) : null}
      </section>
      <div className={cx('beside')}>
        <GainsCard />
        <RulesCard />
      </div>
    </ScreenPage>
  );
}

/** The mission of the address, read alone: a list need not reach so far back. */
function useLinked(id: string): MissionDto | null {
  const { data } = useQuery({
    queryKey: ['mission', id],
    queryFn: () => readMission(id),
    enabled: id !== '',
    refetchInterval: lookEveryMs,
  });
  return data ?? null;
}

function useShelf(shelf: MissionShelf, linked: MissionDto | null) {
  const needsYou = useLiveState((state) => state.needsYou);
  const query = useInfiniteQuery({
    queryKey: ['missions', shelf],
    queryFn: ({ pageParam }) => listMissions({ shelf, cursor: pageParam, limit: pageRows }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    refetchInterval: lookEveryMs,
  });
  const { refetch } = query;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what waits has changed, whatever it is now.
  useEffect(() => void refetch(), [needsYou, refetch]);
  const listed = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const isListed = linked === null || listed.some(({ id }) => id === linked.id);
  return { rows: isListed ? listed : [linked, ...listed], query };
}

function Said({ deeds }: { readonly deeds: ReturnType<typeof useDeeds> }) {
  const { last, refusal, undo } = deeds;
  return (
    <div className={cx('said')}>
      <p role="status">{last?.words ?? ''}</p>
      {last?.canUndo ? (
        <Action onClick={undo}>
          Undo <kbd>Z</kbd>
        </Action>
      ) : null}
      {refusal ? (
        <p role="alert" className={cx('problem')}>
          {refusal}
        </p>
      ) : null}
    </div>
  );
}

function Empty({ shelf }: { readonly shelf: MissionShelf }) {
  return <p className={cx('empty')}>{shelves.find(({ value }) => value === shelf)?.empty ?? ''}</p>;
}
