import type { MeasureConsistencyDto } from '@artisan-ts/contracts';
import type { TemperatureUnit } from '@artisan-ts/domain';
import { measureText } from '@artisan-ts/roast';
import { useRef } from 'react';
import { dateText } from '#display/format.ts';
import { useSize } from '#screens/compare/use-size.ts';
import { classNames } from '#theme/class-names.ts';
import styles from './ControlChart.module.css';

const cx = classNames(styles);

const space = { left: 62, right: 14, top: 12, bottom: 12 };
/** A lone line still needs room above and below it. */
const roomShare = 0.15;

/** Batch after batch with the band they should stay within. What lies outside is a ring; a drift is underlined. */
export function ControlChart(props: {
  readonly consistency: MeasureConsistencyDto;
  readonly unit: TemperatureUnit;
}) {
  const { consistency, unit } = props;
  const { points, limits, drift, measure } = consistency;
  const host = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(host);
  if (points.length === 0) return <p className={cx('none')}>Nothing to draw yet.</p>;
  const values = [
    ...points.map(({ value }) => value),
    ...(limits ? [limits.lower, limits.upper] : []),
  ];
  const low = Math.min(...values);
  const span = Math.max(...values) - low || Math.max(1, Math.abs(low) * 0.02);
  const y = (value: number) =>
    height -
    space.bottom -
    ((value - low + span * roomShare) / (span * (1 + 2 * roomShare))) *
      (height - space.top - space.bottom);
  const step = (width - space.left - space.right) / Math.max(1, points.length - 1);
  const x = (i: number) => space.left + (points.length === 1 ? (width - space.left) / 2 : i * step);
  const levels = limits
    ? [limits.upper, limits.mean, limits.lower]
    : [Math.max(...values), Math.min(...values)];
  return (
    <div className={cx('chart')} ref={host}>
      <svg width={width} height={height} role="img" aria-label={consistency.words.join(' ')}>
        {limits ? (
          <rect
            className={cx('band')}
            x={space.left - 8}
            y={y(limits.upper)}
            width={Math.max(0, width - space.left - space.right + 16)}
            height={Math.max(0, y(limits.lower) - y(limits.upper))}
          />
        ) : null}
        {[...new Set(levels)].map((level, i) => (
          <g key={level} className={cx('level')}>
            {i === 1 && limits ? (
              <line x1={space.left - 8} x2={width - space.right + 8} y1={y(level)} y2={y(level)} />
            ) : null}
            <text x={space.left - 16} y={y(level) + 4} textAnchor="end">
              {measureText(measure, level, unit)}
            </text>
          </g>
        ))}
        {drift ? (
          <line
            className={cx('drift')}
            x1={x(drift.from)}
            x2={x(drift.to)}
            y1={height - 3}
            y2={height - 3}
          />
        ) : null}
        <path
          className={cx('line')}
          d={points
            .map(
              ({ value }, i) => `${i === 0 ? 'M' : 'L'}${x(i).toFixed(1)} ${y(value).toFixed(1)}`,
            )
            .join('')}
        />
        {points.map((point, i) => (
          <circle
            key={point.roastId}
            className={cx('point', point.isOutside && 'outside')}
            cx={x(i)}
            cy={y(point.value)}
            r={point.isOutside ? 5 : 3}
          >
            <title>{`${point.title}, ${dateText(point.startedWallMs)}: ${measureText(measure, point.value, unit)}`}</title>
          </circle>
        ))}
      </svg>
    </div>
  );
}
