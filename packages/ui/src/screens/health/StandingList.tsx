import { machineTone, standingWords } from '#display/machine-words.ts';
import { useLiveState } from '#live/live-store.ts';
import { Dot } from '#parts/Dot.tsx';
import { classNames } from '#theme/class-names.ts';
import styles from './HealthScreen.module.css';

const cx = classNames(styles);

/** How recording and every machine stand, in words. */
export function StandingList() {
  const recording = useLiveState((state) => state.recording);
  const machines = useLiveState((state) => state.machines);
  return (
    <section aria-label="How everything stands" className={cx('group')}>
      <h2 className={cx('title')}>How everything stands</h2>
      <dl className={cx('standing')}>
        <div>
          <dt>Recording</dt>
          <dd>{recording?.message ?? 'Looking for the station.'}</dd>
        </div>
        {machines?.map((machine) => (
          <div key={machine.id}>
            <dt>
              {machine.name} <Dot tone={machineTone(machine)}>{standingWords(machine)}</Dot>
            </dt>
            <dd>{machine.connection.message}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
