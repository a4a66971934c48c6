import { useId } from 'react';
import { classNames } from '#theme/class-names.ts';
import styles from './CheckedList.module.css';

const cx = classNames(styles);

/** Any of several, each with a line about it: boxes to tick, one below the other. */
export function CheckedList(props: {
  readonly legend: string;
  readonly options: readonly {
    readonly value: string;
    readonly label: string;
    readonly help?: string | undefined;
  }[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}) {
  const { legend, options, chosen, onChange } = props;
  const id = useId();
  return (
    <fieldset className={cx('list')}>
      <legend>{legend}</legend>
      {options.map(({ value, label, help }) => (
        <label key={value} className={cx('row')}>
          <input
            type="checkbox"
            checked={chosen.includes(value)}
            aria-describedby={help === undefined ? undefined : `${id}-${value}`}
            onChange={({ target }) =>
              onChange(target.checked ? [...chosen, value] : chosen.filter((one) => one !== value))
            }
          />
          <span>
            {label}
            {help === undefined ? null : (
              <small id={`${id}-${value}`} className={cx('help')}>
                {help}
              </small>
            )}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
