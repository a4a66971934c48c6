import type { MissionGainsDto } from '@artisan-ts/contracts';
import { useQuery } from '@tanstack/react-query';
import { readGains } from '#api/missions.ts';
import { setPreferences, usePreferences } from '#preferences/preferences.ts';
import { classNames } from '#theme/class-names.ts';
import styles from './InboxScreen.module.css';

const cx = classNames(styles);
const daysBack = 30;

/** What people gained by what the station did by itself. Counted in batches and hands, never in tasks. */
export function GainsCard() {
  const { data } = useQuery({
    queryKey: ['missions', 'gains'],
    queryFn: () => readGains(daysBack),
    refetchInterval: 30_000,
  });
  return (
    <section aria-label="What you gained" className={cx('group')}>
      <h2 className={cx('title')}>What you gained in {daysBack} days</h2>
      {data && data.batches > 0 ? (
        <Gains gains={data} />
      ) : (
        <p className={cx('words')}>
          Nothing yet. After the first roasts this says how many reports came by themselves, how
          often a hand was needed, and what became of the marks that were suggested.
        </p>
      )}
    </section>
  );
}

function Gains({ gains }: { readonly gains: MissionGainsDto }) {
  const minutes = usePreferences((preferences) => preferences.reportMinutesByHand);
  const { batches, reportsUntouched, interventions, suggestions } = gains;
  const { made, kept, moved, undone, open } = suggestions;
  return (
    <>
      <dl className={cx('facts')}>
        <Fact name="Reports that came by themselves" value={`${reportsUntouched} of ${batches}`} />
        <Fact
          name="Presses that missions needed"
          value={`${interventions} for ${batches === 1 ? '1 batch' : `${batches} batches`}`}
        />
        <Fact
          name="Suggested marks"
          value={
            made === 0
              ? 'none yet'
              : `${kept} of ${made} kept, ${moved} moved, ${undone} undone, ${open} open`
          }
        />
        <Fact
          name="Minutes saved for each batch"
          value={
            minutes === null
              ? 'not known'
              : ((reportsUntouched / batches) * minutes).toLocaleString(undefined, {
                  maximumFractionDigits: 1,
                })
          }
        />
      </dl>
      <label className={cx('ask')}>
        A report by hand took you, minutes
        <input
          inputMode="decimal"
          value={minutes ?? ''}
          placeholder="not said"
          onChange={({ target: { value } }) => {
            const typed = Number(value.replace(',', '.'));
            const isNumber = value.trim() !== '' && Number.isFinite(typed) && typed >= 0;
            setPreferences({ reportMinutesByHand: isNumber ? typed : null });
          }}
        />
      </label>
    </>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
