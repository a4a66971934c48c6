import { Link } from '@tanstack/react-router';
import { useLiveState } from '#live/live-store.ts';
import { Dot } from '#parts/Dot.tsx';
import { classNames } from '#theme/class-names.ts';
import styles from './RecordingState.module.css';

const cx = classNames(styles);

/** How many missions wait for a person; nothing while none does. Leads to the inbox. */
export function InboxCount() {
  const count = useLiveState((state) => state.needsYou);
  if (count === 0) return null;
  return (
    <Link to="/inbox" className={cx('link')} title="Inbox">
      <span role="status">
        <Dot tone="unsure">
          {count}
          <span className={cx('words')}>
            {count === 1 ? ' waits' : ' wait'}
            <span className={cx('more')}> for you</span>
          </span>
        </Dot>
      </span>
    </Link>
  );
}
