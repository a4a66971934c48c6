import { type BatchMeasure, batchMeasures, type Grouping, groupings } from '@artisan-ts/domain';
import { measureLabels } from '@artisan-ts/roast';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { readConsistency } from '#api/comparisons.ts';
import { Choice } from '#parts/Choice.tsx';
import { ScreenBar } from '#parts/ScreenBar.tsx';
import { usePreferences } from '#preferences/preferences.ts';
import { GroupCard } from '#screens/consistency/GroupCard.tsx';
import { classNames } from '#theme/class-names.ts';
import styles from './ConsistencyScreen.module.css';

const cx = classNames(styles);

const groupingLabels: Readonly<Record<Grouping, string>> = {
  coffee: 'Coffee',
  profile: 'Profile',
  configuration: 'Machine',
  person: 'Person',
};

/** Shorter names for the choice; the sentences say it in full. */
const measureChoices: Readonly<Record<BatchMeasure, string>> = {
  ...measureLabels,
  timeToCrackS: 'First crack',
  dropC: 'Drop temp.',
  weightLossPct: 'Loss',
};

/** How alike batches are over time: one chart for each coffee, profile, machine or person. */
export function ConsistencyScreen() {
  const unit = usePreferences((preferences) => preferences.unit);
  const [by, setBy] = useState<Grouping>('coffee');
  const [measure, setMeasure] = useState<BatchMeasure>('timeToCrackS');
  const found = useQuery({
    queryKey: ['roasts', 'consistency', by, unit],
    queryFn: () => readConsistency({ by, unit }),
    placeholderData: keepPreviousData,
  });
  const groups = found.data?.groups ?? [];
  const isUnrecorded = groups.length > 0 && groups.every(({ key }) => key === null);
  return (
    <div>
      <ScreenBar name="Consistency" />
      <main className={cx('main')}>
        <div className={cx('tools')}>
          <Choice<Grouping>
            label="Batches of one"
            value={by}
            options={groupings.map((value) => ({ value, label: groupingLabels[value] }))}
            onChange={setBy}
          />
          <Choice<BatchMeasure>
            label="Measure"
            value={measure}
            options={batchMeasures.map((value) => ({ value, label: measureChoices[value] }))}
            onChange={setMeasure}
          />
        </div>
        {found.isPending ? <p className={cx('empty')}>Reading the roasts</p> : null}
        {found.error ? <p role="alert">{found.error.message}</p> : null}
        {found.isSuccess && groups.length === 0 ? (
          <p className={cx('empty')}>
            How alike your batches are will be here, as soon as roasts are closed.
          </p>
        ) : null}
        {isUnrecorded ? (
          <p className={cx('empty')}>
            No {groupingLabels[by].toLowerCase()} is recorded with these roasts: all of them stand
            together.
          </p>
        ) : null}
        {groups.map((group) => (
          <GroupCard key={group.key ?? ''} group={group} measure={measure} unit={unit} />
        ))}
        {groups.length > 0 ? (
          <p className={cx('note')}>
            The band is the mean and 2.66 times the mean difference between neighbours, from five
            batches on. Drift is eight in a row on one side of the mean, or six that each rise or
            fall. Only closed roasts count.
          </p>
        ) : null}
      </main>
    </div>
  );
}
