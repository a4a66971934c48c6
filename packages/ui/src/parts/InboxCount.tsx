import { Link } from '@tanstack/react-router';
import { useLiveState } from '#live/live-store.ts';
import { Dot } from '#parts/Dot.tsx';
import styles from './RecordingState.module.css';

/** How many missions wait for a person; nothing while none does. Leads to the inbox. */
export function InboxCount() {
  const count = useLiveState((state) => state.needsYou);
  if (count === 0) return null;
  return (
    <Link to="/inbox" className={styles['link']} title="Inbox">
      <span role="status">
        <Dot tone="unsure">{count === 1 ? '1 waits for you' : `${count} wait for you`}</Dot>
      </span>
    </Link>
  );
}
