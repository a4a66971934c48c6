import type { RoastDto } from '@artisan-ts/contracts';
import { type MarkKind, settableMarkKinds } from '@artisan-ts/domain';
import { setControls, useControls } from '#roasting/control-store.ts';
import { markOf } from '#roasting/moment.ts';
import { EventButton } from '#screens/roast/EventButton.tsx';
import { UndoButton } from '#screens/roast/UndoButton.tsx';
import { classNames } from '#theme/class-names.ts';
import styles from './EventRow.module.css';

const cx = classNames(styles);

/** The events in roast order, undo and note. The next expected one is emphasised; Space presses it. */
export function EventRow(props: {
  readonly machineId: string;
  readonly roast: RoastDto | null;
  readonly emphasised: MarkKind | null;
  readonly next: MarkKind | null;
}) {
  const { machineId, roast, emphasised, next } = props;
  const isNoteOpen = useControls((state) => state.isNoteOpen);
  return (
    <section className={cx('row')} aria-label="Events">
      {settableMarkKinds.map((kind) => (
        <EventButton
          key={kind}
          machineId={machineId}
          kind={kind}
          mark={markOf(roast, kind)}
          isOver={roast !== null && roast.closeReason !== null}
          isEmphasised={kind === emphasised}
          isNext={kind === next}
        />
      ))}
      <UndoButton machineId={machineId} roast={roast} />
      <button
        type="button"
        className={cx('note')}
        aria-pressed={isNoteOpen}
        onClick={() => setControls({ isNoteOpen: !isNoteOpen })}
      >
        <span className={cx('name')}>Note</span> <span className={cx('caption')}>N</span>
      </button>
    </section>
  );
}
