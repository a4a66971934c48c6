import type { DeviceModel } from '@artisan-ts/runtime';

const probatChannels =
  'Burner=burner; Air pressure=airPressure; Drum=drum; Fan=exhaustFan; Inlet=intakeAirTemp C; Cooling=coolingAirTemp C';

/**
 * Machines that are known to speak this protocol, with the keys of their answers.
 *
 * Source: the machine settings of Artisan 4.0.3 (facts only). Nothing here has met its machine.
 */
export const webSocketModels: readonly DeviceModel[] = [
  {
    brand: 'Probat',
    model: 'P and G series, WebSocket',
    settings: {
      command: 'getCurrentRoastingStep',
      channels: `BT=beanTemp C; ET=ambientTemp C; ${probatChannels}; Exhaust=exhaustAirTemp C`,
    },
    wire: 'network',
  },
  {
    brand: 'Probat',
    model: 'Sample roaster, WebSocket',
    settings: {
      command: 'getCurrentRoastingStep',
      channels: `BT=beanTemp C; ET=exhaustAirTemp C; ${probatChannels}`,
    },
    wire: 'network',
  },
  { brand: 'Prisma', model: 'PLC, WebSocket', settings: {}, wire: 'network' },
  { brand: 'Roastlink', model: 'Sr800 conversion', settings: {}, wire: 'network' },
];
