import type { DriverKindDto } from '@artisan-ts/contracts';
import { useEffect, useId, useRef } from 'react';
import { CheckedList } from '#parts/CheckedList.tsx';
import { classNames } from '#theme/class-names.ts';
import styles from './SettingForm.module.css';

const cx = classNames(styles);

/** One question of a driver, with its help. */
export function SettingInput(props: {
  readonly field: DriverKindDto['fields'][number];
  readonly text: string;
  /** What is wrong with it; undefined: nothing that is known. */
  readonly problem?: string | undefined;
  /** Of all that is wrong this comes first: here a person goes on. */
  readonly isFirstWrong?: boolean;
  readonly onChange: (text: string) => void;
}) {
  const { field, text, problem, isFirstWrong = false, onChange } = props;
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (problem !== undefined && isFirstWrong) {
      place.current?.querySelector<HTMLElement>('input, select')?.focus();
    }
  }, [problem, isFirstWrong]);
  const id = useId();
  const helpId = `${id}-help`;
  const chosenHelp = field.choices?.find(({ value }) => value === text)?.help;
  const control = {
    id,
    value: text,
    'aria-describedby': helpId,
    'aria-required': field.default === undefined,
    'aria-invalid': problem !== undefined,
  };
  if (field.kind === 'several') {
    return (
      <div ref={place} className={cx('field')}>
        <CheckedList
          legend={field.label}
          options={field.choices ?? []}
          chosen={text.split(', ').filter((name) => name !== '')}
          onChange={(chosen) => onChange(chosen.join(', '))}
        />
        <span className={cx('help')}>{field.help}</span>
      </div>
    );
  }
  return (
    <div ref={place} className={cx('field')}>
      <label htmlFor={id}>
        {field.label}
        {field.unit ? `, ${field.unit}` : ''}
      </label>
      {field.kind === 'choice' ? (
        <select {...control} onChange={(event) => onChange(event.target.value)}>
          {text === '' ? <option value="">Choose</option> : null}
          {field.choices?.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
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
        {chosenHelp === undefined ? '' : ` ${chosenHelp}`}
        {field.kind === 'number' ? ` ${field.min} to ${field.max}.` : ''}
      </span>
      {problem === undefined ? null : (
        <span className={cx('wrong')} role="alert">
          {problem}
        </span>
      )}
    </div>
  );
}
