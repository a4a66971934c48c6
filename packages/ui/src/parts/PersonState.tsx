import { Link } from '@tanstack/react-router';
import { Action } from '#parts/Action.tsx';
import { useSignOut, useWho } from '#session/use-who.ts';
import styles from './PersonState.module.css';

/** Who is at this screen, and the way for the next one; before there are people, the way to make the first. */
export function PersonState(props: { readonly onLeave: () => void }) {
  const who = useWho();
  const signOut = useSignOut();
  if (who === undefined) return null;
  return (
    <section className={styles['state']} aria-label="Who is here">
      <Link to="/people" className={styles['link']} onClick={props.onLeave}>
        {who.person === null ? 'Make the first person' : who.person.name}
      </Link>
      {who.person === null ? null : (
        <Action weight="quiet" onClick={() => void signOut().then(props.onLeave)}>
          Sign out
        </Action>
      )}
    </section>
  );
}
