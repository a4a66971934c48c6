import type { DriverKindDto } from '@artisan-ts/contracts';
import { useId } from 'react';
import { classNames } from '#theme/class-names.ts';
import styles from './AddMachine.module.css';

const cx = classNames(styles);

/** One question of a driver, with its help. */
export function SettingInput(props: {
  readonly field: DriverKindDto['fields'][number];
  readonly text: string;
  readonly onChange: (text: string) => void;
}) {
  const { field, text, onChange } = props;
  const id = useId();
  const helpId = `${id}-help`;
  const control = {
    id,
    value: text,
    'aria-describedby': helpId,
    required: field.default === undefined,
  };
  return (
    <div className={cx('field')}>
      <label htmlFor={id}>
        {field.label}
        {field.unit ? `, ${field.unit}` : ''}
      </label>
      {field.kind === 'choice' ? (
        <select {...control} onChange={(event) => onChange(event.target.value)}>
          {text === '' ? <option value="">Choose</option> : null}
          {field.choices?.map((choice) => (
            <option key={choice} value={choice}>
              {choice}
            </option>
          ))}
        </select>
      ) : (
        <input
          {...control}
          inputMode={field.kind === 'number' ? 'decimal' : 'text'}
          maxLength={field.maxLength ?? 4096}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
      <span id={helpId} className={cx('help')}>
        {field.help}
        {field.kind === 'number' ? ` ${field.min} to ${field.max}.` : ''}
      </span>
    </div>
  );
}
