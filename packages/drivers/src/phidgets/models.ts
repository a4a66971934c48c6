import type { DeviceModel } from '@artisan-ts/runtime';

function model(brand: string, name: string, channels = 'BT=0; ET=1'): DeviceModel {
  return { brand, model: name, settings: { channels }, wire: 'network' };
}

/**
 * Thermometers of Phidgets, and machines that are delivered with a 1048. Which of its inputs is BT the maker decides: warm a probe
 * with your hand and look.
 *
 * Source: the machine settings of Artisan 4.0.3 (facts only). Nothing here has met its machine.
 */
export const phidgetModels: readonly DeviceModel[] = [
  model('Phidgets', '1048 (4 thermocouples, USB)'),
  model('Phidgets', 'TMP1101 (4 thermocouples) in port 0 of a hub', 'BT=0:0; ET=0:1'),
  model('Phidgets', 'Two TMP1100 or TMP1200 in ports 0 and 1 of a hub', 'BT=0:0; ET=1:0'),
  model('Mill City Roasters', 'Phidget'),
  model('Diedrich', '4 sensor data logging', 'BT=0; ET=1; Sensor 3=2; Sensor 4=3'),
  model('Tostabar', 'Genius'),
  model('Titanium', 'TGX'),
  model('VNT', 'Phidget'),
];
