import type { ConsistencyDto } from '@artisan-ts/contracts';
import type { BatchMeasure, TemperatureUnit } from '@artisan-ts/domain';
import { measureText, measureWidthText } from '@artisan-ts/roast';
import { Link } from '@tanstack/react-router';
import { unitText } from '#display/format.ts';
import { ControlChart } from '#screens/consistency/ControlChart.tsx';
import { classNames } from '#theme/class-names.ts';
import styles from './GroupCard.module.css';

const cx = classNames(styles);

/** The batches of one coffee, profile, machine or person in one measure: how wide they lie, batch after batch, in words. */
export function GroupCard(props: {
  readonly group: ConsistencyDto['groups'][number];
  readonly measure: BatchMeasure;
  readonly unit: TemperatureUnit;
}) {
  const { group, measure, unit } = props;
  const own = group.measures.find((each) => each.measure === measure);
  if (own === undefined) return null;
  // Of one batch nothing can be told from chance: words, and no chart.
  const isSeries = own.points.length > 1;
  const degrees = measure === 'dropC' ? ` ${unitText(unit)}` : '';
  return (
    <article className={cx('card', !isSeries && 'single')} aria-label={group.label}>
      <div className={cx('words')}>
        <h2>{group.label}</h2>
        <p className={cx('count')}>
          {group.batches === 1 ? 'one batch' : `${group.batches} batches`}
        </p>
        {isSeries ? (
          <dl className={cx('numbers')}>
            <div>
              <dt>Mean</dt>
              <dd>
                {measureText(measure, own.spread?.mean ?? null, unit)}
                {own.spread ? degrees : ''}
              </dd>
            </div>
            <div>
              <dt>Standard deviation</dt>
              <dd>{measureWidthText(measure, own.spread?.sd ?? null, unit)}</dd>
            </div>
          </dl>
        ) : null}
        <p className={cx('sentence', isUnsteady(own) && 'unsteady')}>
          {own.words.slice(own.words.length > 1 ? 1 : 0).join(' ')}
        </p>
        <ul className={cx('outside')}>
          {own.points
            .filter(({ isOutside }) => isOutside)
            .slice(-3)
            .map((point) => (
              <li key={point.roastId}>
                <Link to="/roasts/$roastId" params={{ roastId: point.roastId }}>
                  {point.title || 'Untitled roast'}
                </Link>{' '}
                {measureText(measure, point.value, unit)}
                {degrees}
              </li>
            ))}
        </ul>
      </div>
      {isSeries ? <ControlChart consistency={own} unit={unit} /> : null}
    </article>
  );
}

function isUnsteady({
  drift,
  points,
}: ConsistencyDto['groups'][number]['measures'][number]): boolean {
  return drift !== null || points.some(({ isOutside }) => isOutside);
}
