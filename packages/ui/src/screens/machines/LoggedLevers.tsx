import { isLeverUnit, type LoggedLeverDraft, leverRows } from '#screens/machines/machine-form.ts';
import { classNames } from '#theme/class-names.ts';
import styles from './SettingForm.module.css';

const cx = classNames(styles);

/** Which levers a person will log by hand, in the unit of the dial they are read from. */
export function LoggedLevers(props: {
  readonly levers: readonly LoggedLeverDraft[];
  /** Levers that the machine has itself; absent: they are not known yet. */
  readonly own?: readonly string[];
  readonly onChange: (levers: readonly LoggedLeverDraft[]) => void;
}) {
  const { levers, own = [], onChange } = props;
  const offered = leverRows(levers).filter(({ id }) => !own.includes(id));
  const without = (id: string) => levers.filter((lever) => lever.id !== id);
  return (
    <fieldset className={cx('levers')}>
      <legend>Levers that you will log by hand, if the machine does not tell them</legend>
      {offered.map(({ id, label, units }) => {
        const draft = levers.find((lever) => lever.id === id);
        const usual = units[0] ?? '%';
        return (
          <div key={id} className={cx('lever')}>
            <label>
              <input
                type="checkbox"
                checked={draft !== undefined}
                onChange={(event) =>
                  onChange(
                    event.target.checked ? [...levers, { id, label, unit: usual }] : without(id),
                  )
                }
              />
              {label}
            </label>
            <select
              aria-label={`Unit of ${label}`}
              disabled={draft === undefined}
              value={draft?.unit ?? usual}
              onChange={(event) => {
                const unit = event.target.value;
                if (isLeverUnit(unit)) onChange([...without(id), { id, label, unit }]);
              }}
            >
              {units.map((unit) => (
                <option key={unit}>{unit}</option>
              ))}
            </select>
          </div>
        );
      })}
    </fieldset>
  );
}
