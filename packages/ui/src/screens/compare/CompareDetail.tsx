import type { ComparedRoastDto } from '@artisan-ts/contracts';
import { dateText } from '#display/format.ts';
import { originWords } from '#display/words.ts';
import { Action } from '#parts/Action.tsx';
import { classNames } from '#theme/class-names.ts';
import styles from './CompareDetail.module.css';

const cx = classNames(styles);

/** What there is to say of the roast that is looked at. Its place is kept free, so that nothing moves. */
export function CompareDetail(props: {
  readonly roast: ComparedRoastDto | null;
  readonly referenceId: string;
  readonly onOpen: (id: string) => void;
  readonly onHold: (id: string) => void;
}) {
  const { roast, referenceId } = props;
  if (roast === null) {
    return (
      <section className={cx('detail')} aria-label="The roast that is looked at">
        <p className={cx('quiet')}>
          Point at a line, touch it, or choose one with the arrow keys, to see when it left the
          reference and what preceded that.
        </p>
      </section>
    );
  }
  return (
    <section className={cx('detail')} aria-label="The roast that is looked at">
      <div>
        <p className={cx('title')}>
          {roast.title || 'Untitled roast'}
          <span className={cx('quiet', 'date')}> {dateText(roast.startedWallMs)}</span>
          {roast.origin === 'measured' ? null : (
            <span className={cx('origin')}> {originWords[roast.origin]}</span>
          )}
        </p>
        <p className={cx('quiet')}>{wordsOf(roast, referenceId)}</p>
      </div>
      <div className={cx('actions')}>
        <Action disabled={roast.id === referenceId} onClick={() => props.onHold(roast.id)}>
          Make it the reference <kbd>H</kbd>
        </Action>
        <Action onClick={() => props.onOpen(roast.id)}>
          Open <kbd>Enter</kbd>
        </Action>
      </div>
    </section>
  );
}

function wordsOf(roast: ComparedRoastDto, referenceId: string): string {
  const missing = roast.alignedAtS === null ? 'The mark is missing here: laid at charge. ' : '';
  if (roast.id === referenceId) return `${missing}The others are held against this one.`;
  if (roast.departure !== null) return `${missing}${roast.departure.words}`;
  const isKnown = roast.deviation !== null;
  return `${missing}${isKnown ? "It stayed within the reference's band." : 'It cannot be held against the reference: charge, turning point or BT is missing.'}`;
}
