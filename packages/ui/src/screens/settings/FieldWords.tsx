import { classNames } from '#theme/class-names.ts';
import styles from './SettingsScreen.module.css';

const cx = classNames(styles);

/** What stands under a setting: what it means, and why what was entered was not kept. */
export function FieldWords({
  id,
  help,
  problem,
}: {
  /** The field is described by it. */
  readonly id: string;
  readonly help: string;
  readonly problem: string | undefined;
}) {
  return (
    <>
      <p id={id} className={cx('help')}>
        {help}
      </p>
      {problem ? (
        <p role="alert" className={cx('problem')}>
          {problem}
        </p>
      ) : null}
    </>
  );
}
