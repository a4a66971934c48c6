import type { MachineDto, RoastDto } from '@artisan-ts/contracts';
import type { TemperatureUnit } from '@artisan-ts/domain';
import { percentText, temperatureText, timeText } from '#display/format.ts';
import { feedOf } from '#live/live-store.ts';
import { usePreferences } from '#preferences/preferences.ts';
import { machineNowUs, markOf, zeroUsOf } from '#roasting/moment.ts';
import type { Readouts } from '#roasting/readouts.ts';
import { classNames } from '#theme/class-names.ts';
import styles from './Card.module.css';

const cx = classNames(styles);

/** Roast time with its phase; between roasts, the time since the last drop. */
export function TimeCard(props: {
  readonly readouts: Readouts;
  readonly machine: MachineDto;
  readonly roast: RoastDto | null;
  readonly lastRoast: RoastDto | null;
  readonly nowMs: number;
}) {
  const { readouts, roast } = props;
  const unit = usePreferences((preferences) => preferences.unit);
  if (readouts.timeS === null) return <PreheatTime {...props} />;
  const [over, under] = besideTime(readouts, roast, unit);
  return (
    <section className={cx('card', 'time')} aria-label="Roast time">
      <div className={cx('head')}>
        <span>Roast time</span>
        <span>{readouts.phase}</span>
      </div>
      <div className={cx('row')}>
        <span className={cx('big')} role="timer">
          {timeText(readouts.timeS)}
        </span>
        <span className={cx('side')}>
          <div className={cx('sideTime')}>{over || '\u00a0'}</div>
          <div className={cx('sidePct', readouts.stage !== 'roasting' && 'dtr')}>
            {under || '\u00a0'}
          </div>
        </span>
      </div>
    </section>
  );
}

/**
 * Two lines beside the roast time: how long the phase goes on and its share. While drying, whose time is that of the roast,
 * when and where BT turned.
 */
function besideTime(
  { stage, phaseS, phasePct, isDeveloped }: Readouts,
  roast: RoastDto | null,
  unit: TemperatureUnit,
): readonly [over: string, under: string] {
  const turned = stage === 'roasting' && phaseS === null ? markOf(roast, 'turningPoint') : null;
  if (turned !== null) return [`TP ${timeText(turned.timeS)}`, temperatureText(unit, turned.btC)];
  const share = phasePct === null ? '' : percentText(phasePct, stage === 'roasting' ? 0 : 1);
  const over = phaseS === null ? '' : timeText(phaseS);
  return [over, isDeveloped && share !== '' ? `DTR ${share}` : share];
}

/** Calm: how long the machine has been empty. */
function PreheatTime(props: {
  readonly machine: MachineDto;
  readonly lastRoast: RoastDto | null;
  readonly nowMs: number;
}) {
  const { machine, lastRoast, nowMs } = props;
  const sinceDropS = secondsSinceDrop(machine, lastRoast, nowMs);
  const sinceStartS = (Date.now() - machine.connection.sinceWallMs) / 1000;
  const isConnected = machine.connection.state === 'connected';
  const connection = isConnected ? 'Connected for' : 'Not connected for';
  return (
    <section className={cx('card', 'time')} aria-label="Time between roasts">
      <div className={cx('head')}>
        <span>{sinceDropS === null ? connection : 'Since last drop'}</span>
        <span>{isConnected ? 'Preheat' : ''}</span>
      </div>
      <span className={cx('big', 'quiet')} role="timer">
        {timeText(sinceDropS ?? Math.max(0, sinceStartS))}
      </span>
    </section>
  );
}

function secondsSinceDrop(
  machine: MachineDto,
  lastRoast: RoastDto | null,
  nowMs: number,
): number | null {
  const drop = markOf(lastRoast, 'drop');
  const nowUs = machineNowUs(machine, feedOf(machine.id).newest, nowMs);
  if (!drop || drop.monoUs === null || zeroUsOf(lastRoast) === null || nowUs === null) return null;
  return nowUs >= drop.monoUs ? (nowUs - drop.monoUs) / 1e6 : null;
}
