import type { ReactNode } from 'react';
import { ScreenBar } from '#parts/ScreenBar.tsx';
import styles from './ScreenPage.module.css';

/** A screen that is read rather than watched: its bar, and two columns, one below the other where there is no room. */
export function ScreenPage(props: {
  readonly title: string;
  /** The way to what this belongs to, where that is not the roast. */
  readonly parent?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <div>
      <ScreenBar name={props.title} parent={props.parent} />
      <main className={styles['main']}>{props.children}</main>
    </div>
  );
}
