import { useId, useState } from 'react';
import { Action } from '#parts/Action.tsx';
import { FieldWords } from '#screens/settings/FieldWords.tsx';
import { classNames } from '#theme/class-names.ts';
import styles from './SettingsScreen.module.css';

const cx = classNames(styles);

/** A text that is kept by Enter or its button; Esc gives it up. */
export function SettingField(props: {
  readonly label: string;
  readonly help: string;
  readonly value: string;
  readonly inputMode?: 'text' | 'numeric';
  readonly problem: string | undefined;
  /** Whether it was kept; what was not stays for the person to mend. */
  readonly onKeep: (text: string) => Promise<boolean>;
}) {
  const { label, help, value, inputMode = 'text', problem, onKeep } = props;
  const [text, setText] = useState<string | null>(null);
  const id = useId();
  const isChanged = text !== null && text.trim() !== value;
  return (
    <form
      className={cx('field')}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isChanged) return;
        void onKeep(text.trim()).then((isKept) => {
          if (isKept) setText(null);
        });
      }}
    >
      <label htmlFor={id}>{label}</label>
      <div className={cx('entry')}>
        <input
          id={id}
          value={text ?? value}
          inputMode={inputMode}
          aria-describedby={`${id}-help`}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') setText(null);
          }}
        />
        <Action type="submit" disabled={!isChanged}>
          Keep
        </Action>
      </div>
      <FieldWords id={`${id}-help`} help={help} problem={problem} />
    </form>
  );
}
