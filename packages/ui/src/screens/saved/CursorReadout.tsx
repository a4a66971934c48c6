import type { TemperatureUnit } from '@artisan-ts/domain';
import type { SceneColumns } from '@artisan-ts/roast';
import { signedText, temperatureText, timeText, unitText } from '#display/format.ts';
import { referenceBtAt } from '#roasting/reference-value.ts';
import type { Background } from '#roasting/use-background.ts';
import { classNames } from '#theme/class-names.ts';
import styles from './CursorReadout.module.css';

const cx = classNames(styles);

/** The values where the cursor stands. */
export function CursorReadout(props: {
  readonly columns: SceneColumns;
  readonly index: number;
  readonly reference: Background | null;
  readonly unit: TemperatureUnit;
}) {
  const { columns, index, reference, unit } = props;
  const timeS = columns.timeS[index] ?? null;
  const btC = columns.btC[index] ?? null;
  const referenceC = timeS === null ? null : referenceBtAt(reference?.scene ?? null, timeS);
  return (
    <section className={cx('card')} aria-label="At the cursor">
      <span className={cx('time')}>{timeText(timeS)}</span>
      <dl className={cx('values')}>
        <Line
          name="BT"
          token="bt"
          value={temperatureText(unit, btC)}
          rate={signedText(unit, columns.btCPerMin[index] ?? null)}
        />
        <Line
          name="ET"
          token="et"
          value={temperatureText(unit, columns.etC[index] ?? null)}
          rate={signedText(unit, columns.etCPerMin[index] ?? null)}
        />
      </dl>
      <p className={cx('note')}>
        {unitText(unit)} and {unitText(unit)}/min over 30 s
        {btC !== null && referenceC !== null
          ? ` \u00b7 ${signedText(unit, btC - referenceC)} to reference`
          : ''}
      </p>
    </section>
  );
}

function Line(props: {
  readonly name: string;
  readonly token: 'bt' | 'et';
  readonly value: string;
  readonly rate: string;
}) {
  return (
    <div className={cx('line', props.token)}>
      <dt>{props.name}</dt>
      <dd>{props.value}</dd>
      <dd className={cx('rate')}>{props.rate}</dd>
    </div>
  );
}
