import { dateText } from '#display/format.ts';
import { useLiveState } from '#live/live-store.ts';
import { classNames } from '#theme/class-names.ts';
import styles from './HealthScreen.module.css';

const cx = classNames(styles);

/** What happened to time and power since the start, the newest first. What still is so stands among the findings. */
export function NoticeList() {
  const all = useLiveState((state) => state.notices);
  const findings = useLiveState((state) => state.findings);
  const notices = all.filter(({ code }) => findings.every((finding) => finding.code !== code));
  return (
    <section aria-label="What happened" className={cx('group')}>
      <h2 className={cx('title')}>What happened since the start</h2>
      {notices.length === 0 ? (
        <p className={cx('words')}>
          Nothing to tell. Sleep, clocks that are set and restarts will be listed here.
        </p>
      ) : (
        <ol className={cx('notices')}>
          {notices.toReversed().map(({ code, message, wallMs }) => (
            <li key={`${code} ${wallMs}`}>
              <time dateTime={new Date(wallMs).toISOString()}>{dateText(wallMs)}</time>
              <span>{message}</span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
