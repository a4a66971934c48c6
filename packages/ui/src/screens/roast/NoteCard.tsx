import { useRef, useState } from 'react';
import { timeText } from '#display/format.ts';
import { Action } from '#parts/Action.tsx';
import { addNote } from '#roasting/commands.ts';
import { setControls, useControls } from '#roasting/control-store.ts';
import { classNames } from '#theme/class-names.ts';
import styles from './NoteCard.module.css';

const cx = classNames(styles);
const noteLengthMax = 2000;

/** A note at this time. Stands where the next thing stands, so that no curve is covered. */
export function NoteCard(props: { readonly machineId: string; readonly timeS: number | null }) {
  const [text, setText] = useState('');
  const atS = useRef(props.timeS);
  const refusal = useControls((state) => state.refusal);
  const refused = refusal?.place === 'note' ? refusal.text : '';
  const close = () => setControls({ isNoteOpen: false });
  return (
    <form
      className={cx('card')}
      aria-label="Note"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '') void addNote(props.machineId, text.trim(), atS.current);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
      }}
    >
      <div className={cx('head')}>
        <label htmlFor="note-text">
          {atS.current === null ? 'Note' : `Note at ${timeText(atS.current)}`}
        </label>
        <span className={cx('refusal')} role="alert">
          {refused}
        </span>
      </div>
      <input
        id="note-text"
        className={cx('text')}
        value={text}
        maxLength={noteLengthMax}
        aria-invalid={refused !== ''}
        autoComplete="off"
        // biome-ignore lint/a11y/noAutofocus: the person just asked to write.
        autoFocus
        onChange={(event) => setText(event.target.value)}
      />
      <div className={cx('row')}>
        <Action onClick={close}>
          Close <kbd>Esc</kbd>
        </Action>
        <Action type="submit" weight="primary" disabled={text.trim() === ''}>
          Keep <kbd>Enter</kbd>
        </Action>
      </div>
    </form>
  );
}
