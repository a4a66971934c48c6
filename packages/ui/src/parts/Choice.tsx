import { RadioGroup } from 'radix-ui';
import { useId } from 'react';
import { classNames } from '#theme/class-names.ts';
import styles from './Choice.module.css';

const cx = classNames(styles);

/** One of a few: all of them in sight. */
export function Choice<Value extends string>(props: {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly disabled?: boolean;
  readonly hint?: string;
  readonly onChange: (value: Value) => void;
}) {
  const id = useId();
  return (
    <div className={cx('choice')}>
      <span className={cx('label')} id={id}>
        {props.label}
      </span>
      <RadioGroup.Root
        className={cx('options')}
        value={props.value}
        aria-labelledby={id}
        disabled={props.disabled ?? false}
        orientation="horizontal"
        onValueChange={(value) => props.onChange(value as Value)}
      >
        {props.options.map((option) => (
          <RadioGroup.Item key={option.value} value={option.value} className={cx('option')}>
            {option.label}
          </RadioGroup.Item>
        ))}
      </RadioGroup.Root>
      {props.hint ? <span className={cx('hint')}>{props.hint}</span> : null}
    </div>
  );
}
