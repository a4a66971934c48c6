import { useId, useState } from 'react';
import { classNames } from '#theme/class-names.ts';
import styles from './KeptField.module.css';

const cx = classNames(styles);

/**
 * A value that is kept when its field is left or Enter is pressed; Esc gives the change up. What could not be kept stays in
 * the field, with the reason below it.
 */
export function KeptField(props: {
  readonly label: string;
  readonly value: string;
  readonly placeholder?: string;
  readonly type?: 'text' | 'date';
  readonly inputMode?: 'text' | 'decimal' | 'numeric';
  readonly isLong?: boolean;
  /** What is said beside the value: what it was before. */
  readonly aside?: string;
  /** What looks like a slip about it. */
  readonly question?: string | undefined;
  /** Asks why, while a value that is there is being changed. */
  readonly asksWhy?: boolean;
  /** What was entered before, offered while typing. */
  readonly suggestions?: readonly string[];
  /** Resolves with the reason when the text was not kept, or null. */
  readonly onKeep: (text: string, why: string) => Promise<string | null>;
}) {
  const { label, value, isLong = false, asksWhy = false, suggestions = [] } = props;
  const id = useId();
  const [text, setText] = useState<string | null>(null);
  const [why, setWhy] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const isChanged = text !== null && text.trim() !== value;
  const giveUp = () => {
    setText(null);
    setWhy('');
    setProblem(null);
  };
  const keep = () => {
    if (text === null || !isChanged) return giveUp();
    void props.onKeep(text.trim(), why.trim()).then((reason) => {
      setProblem(reason);
      if (reason !== null) return;
      // What was typed while this was being kept is another change.
      setText((now) => (now === text ? null : now));
      setWhy((now) => (now === why ? '' : now));
    });
  };
  const entry = {
    id,
    className: cx('entry'),
    value: text ?? value,
    placeholder: props.placeholder,
    autoComplete: 'off',
    'aria-invalid': problem !== null,
    'aria-describedby': `${id}-said`,
    onChange: (event: { readonly target: { readonly value: string } }) =>
      setText(event.target.value),
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only notices when its own fields are left.
    <div
      className={cx('field')}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) keep();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') giveUp();
        if (event.key === 'Enter' && !(isLong && event.target instanceof HTMLTextAreaElement)) {
          event.preventDefault();
          keep();
        }
      }}
    >
      <label className={cx('label')} htmlFor={id}>
        {label}
      </label>
      {isLong ? (
        <textarea {...entry} />
      ) : (
        <input
          {...entry}
          type={props.type ?? 'text'}
          inputMode={props.inputMode ?? 'text'}
          {...(suggestions.length > 0 && { list: `${id}-list` })}
        />
      )}
      {suggestions.length > 0 ? (
        <datalist id={`${id}-list`}>
          {suggestions.map((text) => (
            <option key={text} value={text} />
          ))}
        </datalist>
      ) : null}
      {asksWhy && isChanged && value !== '' ? (
        <input
          className={cx('entry', 'reason')}
          aria-label={`Why ${label} is corrected`}
          placeholder="Why? (may stay empty)"
          value={why}
          onChange={(event) => setWhy(event.target.value)}
        />
      ) : null}
      <div id={`${id}-said`}>
        {problem ? (
          <p role="alert" className={cx('problem')}>
            {problem}
          </p>
        ) : null}
        {props.question ? <p className={cx('question')}>{props.question}</p> : null}
        {props.aside ? <p className={cx('aside')}>{props.aside}</p> : null}
      </div>
    </div>
  );
}
