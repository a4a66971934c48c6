import { Link } from '@tanstack/react-router';
import { actionClass } from '#parts/Action.tsx';
import { useMay } from '#session/use-may.ts';
import styles from './NoMachine.module.css';

/** The roast screen before there is anything to look at: says what will be here and how to get it. */
export function NoMachine(props: { readonly isKnown: boolean; readonly isLost: boolean }) {
  const { isAllowed, why } = useMay('machine.connect');
  if (!props.isKnown) {
    return (
      <main className={styles['empty']}>
        <h1>{props.isLost ? 'The station does not answer' : 'Looking for the station'}</h1>
        <p>
          {props.isLost
            ? 'Start it with npm start. This screen connects by itself as soon as it runs.'
            : 'One moment.'}
        </p>
      </main>
    );
  }
  return (
    <main className={styles['empty']}>
      <h1>No machine yet</h1>
      <p>Connect a roaster, or the simulated one to rehearse on. Its curve will be here.</p>
      {why ? <p>{why}</p> : null}
      {isAllowed ? (
        <Link to="/connect" className={actionClass('primary')}>
          Connect a machine
        </Link>
      ) : null}
    </main>
  );
}
