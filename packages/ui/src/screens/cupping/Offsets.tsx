import type { CuppingResultsDto } from '@artisan-ts/contracts';
import { attributeLabels } from '@artisan-ts/roast';
import { classNames } from '#theme/class-names.ts';
import styles from './Offsets.module.css';

const cx = classNames(styles);

/** How far each taster stands from the others, by attribute: a dot on a line whose middle is agreement. */
export function Offsets(props: {
  readonly calibration: CuppingResultsDto['calibration'];
  readonly nameOf: (tasterId: string) => string;
}) {
  const { calibration, nameOf } = props;
  const tasterIds = [
    ...new Set(calibration.flatMap(({ tasters }) => tasters.map(({ tasterId }) => tasterId))),
  ];
  return (
    <div className={cx('frame')}>
      <table className={cx('table')}>
        <thead>
          <tr>
            <th scope="col">Against the others</th>
            {tasterIds.map((id) => (
              <th key={id} scope="col">
                {nameOf(id)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {calibration.map(({ attribute, tasters }) => {
            const reach = Math.max(
              1,
              ...tasters.map(({ offset, spread }) => Math.abs(offset) + (spread ?? 0)),
            );
            return (
              <tr key={attribute}>
                <th scope="row">{attribute === 'total' ? 'Total' : attributeLabels[attribute]}</th>
                {tasterIds.map((id) => {
                  const own = tasters.find(({ tasterId }) => tasterId === id);
                  return <td key={id}>{own ? <Offset {...own} reach={reach} /> : '\u2013'}</td>;
                })}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function Offset(props: {
  readonly offset: number;
  readonly spread: number | null;
  readonly reach: number;
}) {
  const { offset, spread, reach } = props;
  const at = (value: number) => 50 + (Math.max(-reach, Math.min(reach, value)) / reach) * 46;
  const half = spread ?? 0;
  const text = Math.abs(offset).toFixed(2);
  const sign = text === '0.00' ? '' : offset < 0 ? '\u2212' : '+';
  return (
    <span className={cx('offset')}>
      <svg viewBox="0 0 100 16" aria-hidden="true">
        <line className={cx('axis')} x1="2" x2="98" y1="8" y2="8" />
        <line className={cx('axis')} x1="50" x2="50" y1="2" y2="14" />
        <line
          className={cx('spread')}
          x1={at(offset - half)}
          x2={at(offset + half)}
          y1="8"
          y2="8"
        />
        <circle className={cx('dot')} cx={at(offset)} cy="8" r="4" />
      </svg>
      <span>
        {sign}
        {text}
        {spread === null ? '' : ` \u00b1${spread.toFixed(2)}`}
      </span>
    </span>
  );
}
