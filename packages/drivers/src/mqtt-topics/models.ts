import type { DeviceModel } from '@artisan-ts/runtime';

/** What a ROEST publishes; `Event` is the number of the mark that was set last. */
const roestChannels = [
  'BT=data.bt C; ET=data.et C; Drum=data.drum_temp C; Inlet=data.inlet_temp C; Heat=data.heat; Fan=data.fan; RPM=data.rpm',
  'Event=events[-1].type; Cracks=data.crack; Pressure=data.air_pressure',
  'Exhaust=data.temperature_sensors[name=rtd2].value C; Target=data.target C',
].join('; ');

/**
 * Machines that publish over MQTT, with the places of their numbers; broker and topic are where the machine was told.
 *
 * Source: the machine settings of Artisan 4.0.3 (facts only). Nothing here has met its machine.
 */
export const topicModels: readonly DeviceModel[] = ['100', '200', 'P3000'].map((model) => ({
  brand: 'ROEST',
  model: `${model}, MQTT`,
  settings: { channels: roestChannels },
  wire: 'network',
}));
