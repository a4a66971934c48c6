import { diskFaults } from './disk.ts';
import type { Fault } from './fault.ts';
import { lineFaults } from './line.ts';
import { networkFaults } from './network.ts';
import { programFaults } from './program.ts';
import { sensorFaults } from './sensor.ts';
import { timeFaults } from './time.ts';

/** Everything that can go wrong in a campaign. */
export const faults: readonly Fault[] = [
  ...programFaults,
  ...diskFaults,
  ...timeFaults,
  ...lineFaults,
  ...networkFaults,
  ...sensorFaults,
];
