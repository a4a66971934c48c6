import { DisplayChoices } from '#parts/DisplayChoices.tsx';
import { ScreenPage } from '#parts/ScreenPage.tsx';
import { StationSettings } from '#screens/settings/StationSettings.tsx';
import { classNames } from '#theme/class-names.ts';
import styles from './SettingsScreen.module.css';

const cx = classNames(styles);

/** What is chosen for the station, for all of its screens, and what for this screen alone. */
export function SettingsScreen() {
  return (
    <ScreenPage title="Settings">
      <StationSettings />
      <section aria-label="This screen" className={cx('group')}>
        <h2 className={cx('title')}>This screen</h2>
        <DisplayChoices />
      </section>
    </ScreenPage>
  );
}
