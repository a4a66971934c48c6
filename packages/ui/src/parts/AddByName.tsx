import { useState } from 'react';
import { Action } from '#parts/Action.tsx';
import { classNames } from '#theme/class-names.ts';
import styles from './AddByName.module.css';

const cx = classNames(styles);

/** A name and the button that adds something with it. A name that was not taken stays, with the reason below it. */
export function AddByName(props: {
  readonly label: string;
  readonly placeholder?: string;
  readonly action: string;
  readonly weight?: 'primary' | 'secondary';
  readonly maxLength?: number;
  /** Resolves with the reason when nothing was added, or null. */
  readonly onAdd: (name: string) => Promise<string | null>;
}) {
  const { label, placeholder = label, action, weight = 'secondary', maxLength = 200 } = props;
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  return (
    <div className={cx('part')}>
      <form
        className={cx('form')}
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() === '') return;
          void props.onAdd(name.trim()).then((reason) => {
            setProblem(reason);
            if (reason === null) setName('');
          });
        }}
      >
        <input
          className={cx('entry')}
          aria-label={label}
          placeholder={placeholder}
          maxLength={maxLength}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Action type="submit" weight={weight} disabled={name.trim() === ''}>
          {action}
        </Action>
      </form>
      {problem ? (
        <p role="alert" className={cx('problem')}>
          {problem}
        </p>
      ) : null}
    </div>
  );
}
