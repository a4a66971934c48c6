import type { Result, RoastRecord } from '@artisan-ts/domain';
import type { DriverKind, Transport } from '@artisan-ts/runtime';
import { mqttDriver } from '#mqtt/driver.ts';
import { replayDriver } from '#replay/driver.ts';
import { tc4Driver } from '#tc4/driver.ts';
import { type TwinKeeper, twinDriver } from '#twin/driver.ts';

/** What drivers need from outside. */
export interface DriverDependencies {
  readonly openSerial: (port: string, baud: number) => Transport;
  /** Reads a roast file; refuses in one sentence. */
  readonly loadRoast: (file: string) => Result<RoastRecord>;
  /** Absent: simulated machines are preheated at every start. */
  readonly twins?: TwinKeeper;
}

/** Every device that is built in, in the order of the list a person chooses from. A new device is one line here. */
export function driverKinds(parts: DriverDependencies): readonly DriverKind[] {
  const { openSerial, loadRoast, twins } = parts;
  return [twinDriver(twins), tc4Driver(openSerial), mqttDriver(), replayDriver(loadRoast)];
}
