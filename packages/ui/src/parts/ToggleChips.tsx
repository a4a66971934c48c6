import { classNames } from '#theme/class-names.ts';
import styles from './ToggleChips.module.css';

const cx = classNames(styles);

/** Any of several: each a button that is pressed or not. */
export function ToggleChips<Value extends string | number>(props: {
  readonly legend: string;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly chosen: readonly Value[];
  /** No more than so many; absent: all may be. */
  readonly max?: number;
  readonly onChange: (chosen: readonly Value[]) => void;
}) {
  const { legend, options, chosen, max = options.length, onChange } = props;
  return (
    <fieldset className={cx('chips')}>
      <legend>{legend}</legend>
      {options.map(({ value, label }) => {
        const isChosen = chosen.includes(value);
        return (
          <button
            key={value}
            type="button"
            className={cx('chip')}
            aria-pressed={isChosen}
            disabled={!isChosen && chosen.length >= max}
            onClick={() =>
              onChange(isChosen ? chosen.filter((each) => each !== value) : [...chosen, value])
            }
          >
            {label}
          </button>
        );
      })}
    </fieldset>
  );
}
