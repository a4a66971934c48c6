import { useQuery } from '@tanstack/react-query';
import { readRules } from '#api/missions.ts';
import { classNames } from '#theme/class-names.ts';
import styles from './InboxScreen.module.css';

const cx = classNames(styles);

/** The rules of the governor, each with what it means. They are read here, not changed. */
export function RulesCard() {
  const { data } = useQuery({ queryKey: ['missions', 'rules'], queryFn: readRules });
  if (!data) return null;
  return (
    <details className={cx('rules')}>
      <summary>Rules by which missions run or wait</summary>
      <p className={cx('words')}>Version {data.version}. They can be read here, not changed.</p>
      <dl className={cx('facts')}>
        {data.goals.map(({ goal, meaning }) => (
          <div key={goal}>
            <dt>{meaning}</dt>
            <dd>on</dd>
          </div>
        ))}
        {data.settings.map(({ name, meaning, value }) => (
          <div key={name}>
            <dt>{meaning}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
