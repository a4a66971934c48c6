import type { MachineDto } from '@artisan-ts/contracts';
import { Link } from '@tanstack/react-router';
import { LeverControl } from '#screens/roast/LeverControl.tsx';
import { classNames } from '#theme/class-names.ts';
import styles from './LeversCard.module.css';

const cx = classNames(styles);
/** More do not fit beside each other with buttons for gloves. */
const leversMax = 4;

/** The levers of the machine: what it does by itself, and what a person logs by hand. */
export function LeversCard(props: { readonly machine: MachineDto }) {
  const { machine } = props;
  const levers = machine.levers.slice(0, leversMax);
  return (
    <section className={cx('card', levers.length > 3 && 'many')} aria-label="Levers">
      {levers.length === 0 ? (
        <p className={cx('empty')}>
          No levers here. Gas and air can be logged by hand:{' '}
          <Link to="/machines">add them on the Machines page</Link>
          {machine.roastId === null ? '.' : ' after this roast.'}
        </p>
      ) : (
        levers.map((spec) => <LeverControl key={spec.id} machineId={machine.id} spec={spec} />)
      )}
    </section>
  );
}
