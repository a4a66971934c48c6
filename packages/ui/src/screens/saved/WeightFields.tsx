import type { RoastDto } from '@artisan-ts/contracts';
import { useState } from 'react';
import { percentText } from '#display/format.ts';
import { useChangeRoast } from '#screens/saved/use-change-roast.ts';
import { classNames } from '#theme/class-names.ts';
import styles from './WeightFields.module.css';

const cx = classNames(styles);

/** Green and roasted mass, and the loss that follows. */
export function WeightFields(props: { readonly roast: RoastDto }) {
  const { roast } = props;
  const { change, refusal } = useChangeRoast(roast.id);
  return (
    <section className={cx('weights')} aria-label="Weights">
      <WeightField
        label="Green, g"
        value={roast.greenG}
        onKeep={(greenG) => void change({ greenG })}
      />
      <WeightField
        label="Roasted, g"
        value={roast.roastedG}
        onKeep={(roastedG) => void change({ roastedG })}
      />
      <div>
        <span className={cx('label')}>Loss</span>
        <span className={cx('loss')}>{percentText(roast.weightLossPct)}</span>
      </div>
      {refusal ? (
        <p className={cx('refusal')} role="alert">
          {refusal}
        </p>
      ) : null}
    </section>
  );
}

function WeightField(props: {
  readonly label: string;
  readonly value: number | null;
  readonly onKeep: (grams: number | null) => void;
}) {
  const [text, setText] = useState<string | null>(null);
  const keep = () => {
    if (text === null) return;
    const trimmed = text.trim().replace(',', '.');
    const grams = trimmed === '' ? null : Number(trimmed);
    setText(null);
    if (grams === null || (Number.isFinite(grams) && grams > 0)) props.onKeep(grams);
  };
  return (
    <label>
      <span className={cx('label')}>{props.label}</span>
      <input
        className={cx('field')}
        inputMode="decimal"
        value={text ?? (props.value === null ? '' : String(Math.round(props.value * 10) / 10))}
        onChange={(event) => setText(event.target.value)}
        onBlur={keep}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur();
          if (event.key === 'Escape') setText(null);
        }}
      />
    </label>
  );
}
