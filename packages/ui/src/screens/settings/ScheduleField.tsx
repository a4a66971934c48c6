import { useId, useState } from 'react';
import { FieldWords } from '#screens/settings/FieldWords.tsx';
import { classNames } from '#theme/class-names.ts';
import styles from './SettingsScreen.module.css';

const cx = classNames(styles);

const days = [
  { value: 'off', label: 'Never' },
  { value: 'daily', label: 'Every day' },
  { value: 'mon', label: 'Every Monday' },
  { value: 'tue', label: 'Every Tuesday' },
  { value: 'wed', label: 'Every Wednesday' },
  { value: 'thu', label: 'Every Thursday' },
  { value: 'fri', label: 'Every Friday' },
  { value: 'sat', label: 'Every Saturday' },
  { value: 'sun', label: 'Every Sunday' },
] as const;

/** Before the first batch of a day. */
const usualTime = '06:00';

/** When something is done by itself: a day, and a time of it by the clock on the wall. Kept as soon as it is chosen. */
export function ScheduleField(props: {
  readonly label: string;
  readonly help: string;
  /** `mon 06:00`, `daily 05:00` or `off`. */
  readonly value: string;
  readonly problem: string | undefined;
  readonly onKeep: (value: string) => Promise<boolean>;
}) {
  const { label, help, value, problem, onKeep } = props;
  const [day = 'off', kept = usualTime] = value.split(' ');
  const [typed, setTyped] = useState<string | null>(null);
  const id = useId();
  const time = typed ?? kept;
  const keep = (chosen: string, at: string) =>
    void onKeep(chosen === 'off' ? 'off' : `${chosen} ${at || usualTime}`).then(() =>
      setTyped(null),
    );
  return (
    <div className={cx('field')}>
      <label htmlFor={id}>{label}</label>
      <div className={cx('entry')}>
        <select
          id={id}
          value={day}
          aria-describedby={`${id}-help`}
          onChange={({ target }) => keep(target.value, time)}
        >
          {days.map((each) => (
            <option key={each.value} value={each.value}>
              {each.label}
            </option>
          ))}
        </select>
        {day === 'off' ? null : (
          <input
            type="time"
            aria-label={`${label}, time`}
            value={time}
            onChange={({ target }) => setTyped(target.value)}
            onBlur={() => typed !== null && typed !== kept && keep(day, typed)}
            onKeyDown={(event) => {
              if (event.key === 'Escape') setTyped(null);
              if (event.key === 'Enter') event.currentTarget.blur();
            }}
          />
        )}
      </div>
      <FieldWords id={`${id}-help`} help={help} problem={problem} />
    </div>
  );
}
