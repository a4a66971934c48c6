import type { MachineDto, RoastDto } from '@artisan-ts/contracts';
import { percentText, timeText } from '#display/format.ts';
import { feedOf } from '#live/live-store.ts';
import { machineNowUs, markOf, zeroUsOf } from '#roasting/moment.ts';
import type { Readouts } from '#roasting/readouts.ts';
import { classNames } from '#theme/class-names.ts';
import styles from './Card.module.css';

const cx = classNames(styles);

/** Roast time with its phase; between roasts, the time since the last drop. */
export function TimeCard(props: {
  readonly readouts: Readouts;
  readonly machine: MachineDto;
  readonly lastRoast: RoastDto | null;
  readonly nowMs: number;
}) {
  const { readouts } = props;
  if (readouts.timeS === null) return <PreheatTime {...props} />;
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
          <div className={cx('sideTime')}>
            {readouts.phaseS === null ? '\u00a0' : timeText(readouts.phaseS)}
          </div>
          <div className={cx('sidePct', readouts.stage !== 'roasting' && 'dtr')}>
            {shareText(readouts)}
          </div>
        </span>
      </div>
    </section>
  );
}

function shareText({ stage, phasePct }: Readouts): string {
  if (phasePct === null) return '\u00a0';
  return stage === 'roasting' ? percentText(phasePct, 0) : `DTR ${percentText(phasePct)}`;
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
