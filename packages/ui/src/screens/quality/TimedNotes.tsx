import type { RoastDto } from '@artisan-ts/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { learnAnswer } from '#api/learn-answer.ts';
import { addRoastNote, removeRoastNote } from '#api/quality.ts';
import { reasonText } from '#api/request.ts';
import { timeText } from '#display/format.ts';
import { timeTyped } from '#display/time-typed.ts';
import { Action } from '#parts/Action.tsx';
import { classNames } from '#theme/class-names.ts';
import styles from './QualityScreen.module.css';

const cx = classNames(styles);

/** What was written at moments of the roast; more can be written afterwards. */
export function TimedNotes({ roast }: { readonly roast: RoastDto }) {
  const queries = useQueryClient();
  const [time, setTime] = useState('');
  const [text, setText] = useState('');
  const [problem, setProblem] = useState('');
  const [removed, setRemoved] = useState<RoastDto['notes'][number] | null>(null);
  const take = async (asked: Promise<RoastDto>): Promise<boolean> => {
    try {
      await learnAnswer(queries, ['roast', roast.id], await asked);
      setProblem('');
      return true;
    } catch (error) {
      setProblem(reasonText(error));
      return false;
    }
  };
  const add = async () => {
    const timeS = timeTyped(time);
    if (timeS === null) return setProblem('Say when, as minutes and seconds from charge: 7:45');
    if (await take(addRoastNote(roast.id, text.trim(), timeS))) {
      setText('');
      setTime('');
      setRemoved(null);
    }
  };
  const undo = async () => {
    if (removed === null) return;
    if (await take(addRoastNote(roast.id, removed.text, removed.timeS))) setRemoved(null);
  };
  return (
    <section className={cx('group')} aria-label="Notes by time">
      <h2 className={cx('title')}>Notes by time</h2>
      <ul className={cx('corrections')}>
        {roast.notes.map((note) => (
          <li key={note.id ?? `${note.timeS} ${note.text}`} className={cx('correction')}>
            <p>
              <span className={cx('quiet')}>{timeText(note.timeS)}</span> {note.text}
            </p>
            {note.id === null ? null : (
              <Action
                weight="quiet"
                aria-label={`Remove the note ${note.text}`}
                onClick={() =>
                  void take(removeRoastNote(roast.id, note.id ?? '')).then((isDone) => {
                    if (isDone) setRemoved(note);
                  })
                }
              >
                Remove
              </Action>
            )}
          </li>
        ))}
      </ul>
      {removed === null ? null : (
        <p role="status" className={cx('head')}>
          Removed. <Action onClick={() => void undo()}>Undo</Action>
        </p>
      )}
      <form
        className={cx('note')}
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim() !== '') void add();
        }}
      >
        <input
          aria-label="When, from charge"
          placeholder="7:45"
          inputMode="text"
          value={time}
          onChange={(event) => setTime(event.target.value)}
        />
        <input
          aria-label="Note"
          placeholder="What happened then"
          maxLength={2000}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Action type="submit" disabled={text.trim() === ''}>
          Add
        </Action>
      </form>
      {problem ? (
        <p role="alert" className={cx('problem')}>
          {problem}
        </p>
      ) : null}
    </section>
  );
}
