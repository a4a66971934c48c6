import type { ReactNode } from 'react';
import { classNames } from '#theme/class-names.ts';
import styles from './Dot.module.css';

const cx = classNames(styles);

/** Green only for true now, amber for not the real thing or not sure, red only for limits and alarms. */
export type Tone = 'true' | 'unsure' | 'limit' | 'quiet';

/** A state in words, with a dot that says the same in colour. */
export function Dot(props: {
  readonly tone: Tone;
  readonly children: ReactNode;
  readonly title?: string;
}) {
  return (
    <span className={cx('state')} title={props.title}>
      <span className={cx('dot', props.tone)} aria-hidden="true" />
      <span>{props.children}</span>
    </span>
  );
}
