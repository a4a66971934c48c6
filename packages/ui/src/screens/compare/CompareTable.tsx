import type { ComparedRoastDto } from '@artisan-ts/contracts';
import { type BatchMeasure, batchMeasures, type TemperatureUnit } from '@artisan-ts/domain';
import { measureBesideText, measureDoubt, measureLabels, measureText } from '@artisan-ts/roast';
import { Link } from '@tanstack/react-router';
import { dateText, signedText, unitText } from '#display/format.ts';
import { classNames } from '#theme/class-names.ts';
import styles from './CompareTable.module.css';

const cx = classNames(styles);

/** The numbers of each roast, with its difference to the reference under them. */
export function CompareTable(props: {
  readonly roasts: readonly ComparedRoastDto[];
  readonly referenceId: string;
  readonly focused: string | null;
  readonly unit: TemperatureUnit;
  readonly onHover: (id: string | null) => void;
  readonly onPin: (id: string) => void;
}) {
  const { roasts, referenceId, focused, unit } = props;
  const reference = roasts.find(({ id }) => id === referenceId);
  return (
    // A table wider than the screen must be reachable by keyboard.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls.
    <section className={cx('frame')} aria-label="Numbers" tabIndex={0}>
      <table className={cx('table')}>
        <thead>
          <tr>
            <th scope="col">Roast</th>
            <th scope="col" className={cx('date')}>
              Date
            </th>
            {batchMeasures.map((measure) => (
              <th key={measure} scope="col" className={cx('number')}>
                {measureLabels[measure]}
                {measure === 'dropC' ? ` ${unitText(unit)}` : ''}
              </th>
            ))}
            <th scope="col" className={cx('number')}>
              BT hotter by {unitText(unit)}
            </th>
            <th scope="col" className={cx('number')}>
              Root mean square
            </th>
          </tr>
        </thead>
        <tbody>
          {roasts.map((roast) => (
            <tr
              key={roast.id}
              className={cx('row', roast.id === focused && 'focused')}
              aria-current={roast.id === focused ? 'true' : undefined}
              onPointerEnter={() => props.onHover(roast.id)}
              onPointerLeave={() => props.onHover(null)}
              onFocus={() => props.onPin(roast.id)}
            >
              <th scope="row" className={cx('title')}>
                <Link to="/roasts/$roastId" params={{ roastId: roast.id }}>
                  {roast.title || 'Untitled roast'}
                </Link>
                {roast.id === referenceId ? <span className={cx('under')}>reference</span> : null}
                {roast.alignedAtS === null ? (
                  <span className={cx('under', 'unsure')}>mark missing, laid at charge</span>
                ) : null}
              </th>
              <td className={cx('date', 'quiet')}>{dateText(roast.startedWallMs)}</td>
              {batchMeasures.map((measure) => (
                <td key={measure} className={cx('number')}>
                  {measureText(measure, roast.measures[measure], unit)}
                  <span className={cx('under')}>{underText(roast, reference, measure, unit)}</span>
                </td>
              ))}
              <td className={cx('number')}>{signedText(unit, roast.deviation?.biasC ?? null)}</td>
              <td className={cx('number')}>
                {signedText(unit, roast.deviation?.rmseC ?? null).replace('+', '')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** What stands under a number: its difference to the reference, or why there is none. */
function underText(
  { id, measures }: ComparedRoastDto,
  reference: ComparedRoastDto | undefined,
  measure: BatchMeasure,
  unit: TemperatureUnit,
): string {
  const own = measures[measure];
  if (reference === undefined || id === reference.id) return measureDoubt(measure, own) ?? '';
  return measureBesideText(measure, own, reference.measures[measure], unit);
}
