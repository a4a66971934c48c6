import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { InboxCount } from '#parts/InboxCount.tsx';
import { MenuPanel } from '#parts/MenuPanel.tsx';
import { RecordingState } from '#parts/RecordingState.tsx';
import { WallClock } from '#parts/WallClock.tsx';
import { classNames } from '#theme/class-names.ts';
import styles from './ScreenBar.module.css';

const cx = classNames(styles);

/** The top of every screen but the roast screen: the way back to the roast, what this is, and the same states. */
export function ScreenBar(props: { readonly title: ReactNode; readonly children?: ReactNode }) {
  return (
    <header className={cx('bar')}>
      <Link to="/" className={cx('back')}>
        {'\u2190'} Roast
      </Link>
      <div className={cx('title')}>{props.title}</div>
      {props.children ? <div className={cx('actions')}>{props.children}</div> : null}
      <InboxCount />
      <RecordingState />
      <WallClock />
      <MenuPanel />
    </header>
  );
}
