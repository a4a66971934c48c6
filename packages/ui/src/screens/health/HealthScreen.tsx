import { useLiveState } from '#live/live-store.ts';
import { ScreenPage } from '#parts/ScreenPage.tsx';
import { FindingCard } from '#screens/health/FindingCard.tsx';
import { NoticeList } from '#screens/health/NoticeList.tsx';
import { StandingList } from '#screens/health/StandingList.tsx';
import { classNames } from '#theme/class-names.ts';
import styles from './HealthScreen.module.css';

const cx = classNames(styles);

/** What is wrong, what is safe and what to do; then how everything stands, and what happened. */
export function HealthScreen() {
  const link = useLiveState((state) => state.link);
  const findings = useLiveState((state) => state.findings);
  const isKnown = link === 'open';
  return (
    <ScreenPage title="Health">
      <section aria-label="What is wrong" className={cx('findings')}>
        <div role="status">
          <h2 className={cx('verdict')}>{isKnown ? verdictOf(findings.length) : 'Not known'}</h2>
        </div>
        {isKnown ? null : (
          <p className={cx('words')}>
            This screen does not hear from the station. Recording goes on there; the screen
            reconnects by itself.
          </p>
        )}
        {isKnown && findings.length === 0 ? (
          <p className={cx('words')}>
            Everything that is read is on disk. What goes wrong will be said here, with what to do
            about it.
          </p>
        ) : null}
        {isKnown
          ? findings.map((finding) => (
              <FindingCard key={`${finding.about} ${finding.code}`} finding={finding} />
            ))
          : null}
      </section>
      <div className={cx('beside')}>
        <StandingList />
        <NoticeList />
      </div>
    </ScreenPage>
  );
}

function verdictOf(count: number): string {
  if (count === 0) return 'All is well';
  return count === 1 ? 'One thing to look at' : `${count} things to look at`;
}
