import type { RoastDto } from '@artisan-ts/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { learnAnswer } from '#api/learn-answer.ts';
import { reasonText } from '#api/request.ts';
import { deleteRoast, restoreRoast } from '#api/roasts.ts';
import { dateText } from '#display/format.ts';
import { Action } from '#parts/Action.tsx';
import { classNames } from '#theme/class-names.ts';
import styles from './DeleteRoast.module.css';

const cx = classNames(styles);

/** Deletes a roast by one press, which is taken back by one press. A roast that goes on is not deleted. */
export function DeleteRoast(props: { readonly roast: RoastDto }) {
  const { roast } = props;
  const queries = useQueryClient();
  const [refusal, setRefusal] = useState('');
  const isDeleted = roast.deletedWallMs !== undefined;
  if (roast.closeReason === null) return null;
  const change = async (work: typeof deleteRoast) => {
    try {
      await learnAnswer(queries, ['roast', roast.id], await work(roast.id));
      setRefusal('');
      await queries.invalidateQueries({ queryKey: ['roasts'] });
    } catch (error) {
      setRefusal(reasonText(error));
    }
  };
  return (
    <section aria-label="Delete" className={cx('delete', isDeleted && 'deleted')}>
      {isDeleted ? (
        <p role="status">
          Deleted {dateText(roast.deletedWallMs ?? null)}. Nothing of it is lost until it is as old
          as the readings that the station keeps.
        </p>
      ) : null}
      <Action
        weight={isDeleted ? 'secondary' : 'quiet'}
        onClick={() => void change(isDeleted ? restoreRoast : deleteRoast)}
      >
        {isDeleted ? 'Undo: restore this roast' : 'Delete this roast'}
      </Action>
      {refusal ? (
        <p role="alert" className={cx('problem')}>
          {refusal}
        </p>
      ) : null}
    </section>
  );
}
