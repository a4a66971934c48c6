import type { MarkDto } from '@artisan-ts/contracts';
import { type MarkKind, markLabels, settableMarkKinds } from '@artisan-ts/domain';
import type { ReactNode } from 'react';
import { timeText } from '#display/format.ts';
import { changeMark, pressMark } from '#roasting/commands.ts';
import { useControls } from '#roasting/control-store.ts';
import { classNames } from '#theme/class-names.ts';
import styles from './EventRow.module.css';

const cx = classNames(styles);

/** On the right half of the row: what they say opens to the left. */
const lateKinds: readonly MarkKind[] = settableMarkKinds.slice(settableMarkKinds.length / 2);

interface EventButtonProps {
  readonly machineId: string;
  readonly kind: MarkKind;
  readonly mark: MarkDto | null;
  /** The roast is closed: its marks are shown, a press belongs to the next one. */
  readonly isOver: boolean;
  readonly isEmphasised: boolean;
  readonly isNext: boolean;
}

/** One event: to press, pressed, or suggested. A second press asks, in place, what to do. */
export function EventButton(props: EventButtonProps) {
  const { machineId, kind, mark } = props;
  const isAsking = useControls((state) => state.asking === kind) && mark !== null;
  const isPending = useControls((state) => state.pending.includes(kind));
  const refusal = useControls((state) =>
    state.refusal?.place === `mark:${kind}` ? state.refusal.text : null,
  );
  const isLate = lateKinds.includes(kind);
  const caption = isPending ? 'marking' : captionOf(props);
  return (
    <div className={cx('slot', isLate && 'late')}>
      {isAsking ? (
        <Ask machineId={machineId} kind={kind} />
      ) : (
        <button
          type="button"
          className={cx('event', lookOf(props), isPending && 'pending')}
          onClick={() => void pressMark(machineId, kind)}
        >
          <span className={cx('name')}>{markLabels[kind]}</span>{' '}
          {caption ? <span className={cx('caption')}>{caption}</span> : null}
        </button>
      )}
      {refusal === null ? null : (
        <p className={cx('refusal')} role="alert">
          {refusal}
        </p>
      )}
    </div>
  );
}

function Ask(props: { readonly machineId: string; readonly kind: MarkKind }) {
  const { machineId, kind } = props;
  return (
    <fieldset className={cx('ask')} aria-label={`${markLabels[kind]}: move or undo`}>
      <button type="button" onClick={() => void changeMark(machineId, kind, 'move')}>
        Move to now
      </button>
      <button type="button" onClick={() => void changeMark(machineId, kind, 'undo')}>
        Undo
      </button>
      {kind === 'charge' ? (
        <button type="button" onClick={() => void changeMark(machineId, kind, 'set')}>
          Next batch
        </button>
      ) : null}
    </fieldset>
  );
}

function lookOf({ mark, isOver, isEmphasised }: EventButtonProps) {
  if (isEmphasised) return 'emphasised';
  if (!mark) return null;
  if (mark.state === 'suggested') return 'suggested';
  return isOver ? 'over' : 'done';
}

function captionOf({ mark, isOver, isEmphasised, isNext }: EventButtonProps): ReactNode {
  if (isEmphasised && (isOver || !mark)) {
    return isNext ? <NextCaption /> : 'Space';
  }
  if (!mark) return '';
  if (mark.state === 'suggested') {
    return (
      <>
        {timeText(mark.timeS)} <span className={cx('word')}>suggested</span>
        <span className={cx('short')}>?</span>
      </>
    );
  }
  return `${isOver ? '' : '\u2713 '}${timeText(mark.timeS)}`;
}

/** Where there is no room for both, a panel shows the key and a phone the word. */
function NextCaption() {
  return (
    <>
      <span className={cx('word')}>next</span>
      <span className={cx('word', 'key')}>{' \u00b7 '}</span>
      <span className={cx('key')}>Space</span>
    </>
  );
}
