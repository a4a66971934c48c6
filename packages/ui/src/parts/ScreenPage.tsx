import type { ReactNode } from 'react';
import { ScreenBar } from '#parts/ScreenBar.tsx';
import styles from './ScreenPage.module.css';

/** A screen that is read rather than watched: its bar, and two columns, one below the other where there is no room. */
export function ScreenPage(props: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div>
      <ScreenBar name={props.title} />
      <main className={styles['main']}>{props.children}</main>
    </div>
  );
}
