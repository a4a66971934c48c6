import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { InboxCount } from '#parts/InboxCount.tsx';
import { MenuPanel } from '#parts/MenuPanel.tsx';
import { RecordingState } from '#parts/RecordingState.tsx';
import { useTabName } from '#parts/use-tab-name.ts';
import { WallClock } from '#parts/WallClock.tsx';
import { classNames } from '#theme/class-names.ts';
import styles from './ScreenBar.module.css';

const cx = classNames(styles);

/** The top of every screen but the roast screen: the way back to the roast, what this is, and the same states. */
export function ScreenBar(props: {
  /** What this is: the heading and the name of the browser's tab. */
  readonly name: string;
  /** The way to what this belongs to, where that is not the roast. */
  readonly parent?: ReactNode;
  /** Stands in the place of the heading: a name that can be changed there. */
  readonly heading?: ReactNode;
  readonly children?: ReactNode;
}) {
  useTabName(props.name);
  return (
    <header className={cx('bar')}>
      <Link to="/" className={cx('back')}>
        {'\u2190'} Roast
      </Link>
      {props.parent ? <span className={cx('parent')}>{props.parent}</span> : null}
      <div className={cx('title')}>{props.heading ?? <h1>{props.name}</h1>}</div>
      {props.children ? <div className={cx('actions')}>{props.children}</div> : null}
      <InboxCount />
      <RecordingState />
      <WallClock />
      <MenuPanel />
    </header>
  );
}
