import { ArtisanError, type RandomStream, seededStream } from '@artisan-ts/domain';
import type { Clock, Connection } from '@artisan-ts/runtime';
import { Direction } from '#line/direction.ts';
import type { LineFaults } from '#line/faults.ts';
import { LineEnd } from '#line/line-end.ts';

/** A byte pipe with two ends. Give `near` to the driver and `far` to the device that is simulated. */
export interface LinkedConnections {
  readonly near: Connection;
  readonly far: Connection;
  /** What is wrong on the way to the near end: the replies of the device. */
  readonly toNear: LineFaults;
  /** What is wrong on the way to the far end: what the device is asked. */
  readonly toFar: LineFaults;
  /** Ends both at once with `driver.lost`; bytes under way are lost. */
  cut(): void;
}

/** Two ends of one pipe. `chance` decides where chunks are split and which bytes are corrupted. */
export function linkedConnections(
  clock: Clock,
  chance: RandomStream = seededStream(1, 'line'),
): LinkedConnections {
  const cut = (): void => {
    near.lose(lost('the line was cut'));
    far.lose(lost('the line was cut'));
  };
  const direction = (to: () => LineEnd): Direction =>
    new Direction({ clock, chance, cut, deliver: (bytes) => to().receive(bytes) });
  const toNear = direction(() => near);
  const toFar = direction(() => far);
  const near: LineEnd = new LineEnd(
    (bytes) => toFar.send(bytes),
    () => far.lose(lost('the other end closed the line')),
  );
  const far: LineEnd = new LineEnd(
    (bytes) => toNear.send(bytes),
    () => near.lose(lost('the other end closed the line')),
  );
  return { near, far, toNear: toNear.faults, toFar: toFar.faults, cut };
}

function lost(message: string): ArtisanError {
  return new ArtisanError('driver.lost', message);
}
