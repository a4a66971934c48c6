import type { ReactNode } from 'react';
import { classNames } from '#theme/class-names.ts';
import styles from './NextShape.module.css';

const cx = classNames(styles);

/** The card of what comes next: one line of words, one figure, one caption. */
export function NextShape(props: {
  readonly head: string;
  /** Left out where the caption says it all. */
  readonly title?: string;
  readonly figure?: string;
  /** The figure is a key to press. */
  readonly isKey?: boolean;
  /** How far it is, 0 to 1. */
  readonly share?: number;
  readonly caption: string;
  readonly isUnsure?: boolean;
  readonly children?: ReactNode;
}) {
  return (
    <section className={cx('card', props.children !== undefined && 'asking')} aria-label="Next">
      <div className={cx('head', props.isUnsure && 'unsure')}>{props.head}</div>
      {props.title ? (
        <div className={cx('row')}>
          <span className={cx('title', props.children ? 'short' : null)}>{props.title}</span>
          {props.figure ? (
            <span className={cx('figure', props.isKey && 'key')}>{props.figure}</span>
          ) : null}
          {props.children ? <span className={cx('actions')}>{props.children}</span> : null}
        </div>
      ) : null}
      {props.share === undefined ? null : (
        <div className={cx('track')} aria-hidden="true">
          <div className={cx('share')} style={{ inlineSize: `${props.share * 100}%` }} />
        </div>
      )}
      <p className={cx('caption')}>{props.caption}</p>
    </section>
  );
}
