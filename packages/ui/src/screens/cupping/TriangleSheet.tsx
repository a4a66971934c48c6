import type { SheetDto } from '@artisan-ts/contracts';
import type { SheetChange } from '#screens/cupping/sheet-draft.ts';
import { classNames } from '#theme/class-names.ts';
import styles from './TastingScreen.module.css';

const cx = classNames(styles);

/** Three cups: which one is not like the others. */
export function TriangleSheet(props: {
  readonly sheet: SheetDto;
  readonly onTouch: (change: SheetChange) => void;
}) {
  const { sheet, onTouch } = props;
  return (
    <>
      <p className={cx('question')}>Which cup is not like the other two?</p>
      <fieldset className={cx('triangle')} aria-label="The odd cup">
        {sheet.cups.map((code) => (
          <button
            key={code}
            type="button"
            aria-pressed={sheet.pick === code}
            onClick={() => onTouch({ pick: sheet.pick === code ? null : code })}
          >
            {code}
          </button>
        ))}
      </fieldset>
      <p className={cx('quiet')}>If you cannot tell, guess: guesses are part of the reckoning.</p>
    </>
  );
}
