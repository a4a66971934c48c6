import { Link } from '@tanstack/react-router';
import { useLiveState } from '#live/live-store.ts';
import { actionClass } from '#parts/Action.tsx';
import { ScreenPage } from '#parts/ScreenPage.tsx';
import { MachineCard } from '#screens/machines/MachineCard.tsx';
import { useMay } from '#session/use-may.ts';
import { classNames } from '#theme/class-names.ts';
import styles from './MachinesScreen.module.css';

const cx = classNames(styles);

/** The machines of this station: how each stands, in words, and the way to add one. */
export function MachinesScreen() {
  const { isAllowed, why } = useMay('machine.connect');
  const machines = useLiveState((state) => state.machines);
  return (
    <ScreenPage title="Machines">
      <section aria-label="Connected machines" className={cx('list')}>
        {machines?.map((machine) => (
          <MachineCard key={machine.id} machine={machine} canConnect={isAllowed} />
        ))}
        {machines?.length === 0 ? (
          <p className={cx('empty')}>
            Machines will be here, each with its connection and its levers. The simulated roaster
            needs no hardware.
          </p>
        ) : null}
        {machines === null ? <p className={cx('empty')}>Looking for the station.</p> : null}
      </section>
      <section aria-label="Connect a machine" className={cx('connect')}>
        <h2>Add a machine</h2>
        {why ? <p className={cx('empty')}>{why}</p> : null}
        {isAllowed ? (
          <>
            <p className={cx('empty')}>
              Step by step: which one it is, where it is, what it says, and whether its probes are
              the right ones. It is only read.
            </p>
            <Link to="/connect" className={actionClass('primary')}>
              Connect a machine
            </Link>
          </>
        ) : null}
      </section>
    </ScreenPage>
  );
}
