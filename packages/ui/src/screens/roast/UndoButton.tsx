import type { RoastDto } from '@artisan-ts/contracts';
import { undoLast } from '#roasting/commands.ts';
import { useControls } from '#roasting/control-store.ts';
import { lastAction } from '#roasting/last-action.ts';
import { useReadoutClock } from '#roasting/use-readout-clock.ts';
import { classNames } from '#theme/class-names.ts';
import styles from './EventRow.module.css';

const cx = classNames(styles);

/** Takes back the last mark or note. For ten seconds after a press it says which, and stands out. */
export function UndoButton(props: { readonly machineId: string; readonly roast: RoastDto | null }) {
  const untilMs = useControls((state) => state.undoOfferUntilMs);
  const refusal = useControls((state) =>
    state.refusal?.place === 'undo' ? state.refusal.text : null,
  );
  const nowMs = useReadoutClock();
  const action = lastAction(props.roast);
  const leftS = Math.ceil((untilMs - nowMs) / 1000);
  const isOffered = action !== null && leftS > 0;
  return (
    <div className={cx('slot', 'late')}>
      <button
        type="button"
        className={cx('undo', isOffered && 'offered')}
        disabled={action === null}
        onClick={() => void undoLast(props.machineId)}
      >
        <span className={cx('name')}>Undo</span>{' '}
        <span className={cx('caption')}>{isOffered ? action.label : 'Ctrl Z'}</span>
      </button>
      {refusal === null ? null : (
        <p className={cx('refusal')} role="alert">
          {refusal}
        </p>
      )}
    </div>
  );
}
