import type { MissingReason, SignalDefect } from '@artisan-ts/domain';

/** One sentence each, for the person at the machine: what is seen, then what to do. `aged` is in seconds. */
const sentences: Readonly<Record<SignalDefect, (label: string, aged: string) => string>> = {
  stale: (label, aged) => `${label} has had no value for ${aged}; check its cable.`,
  frozen: (label, aged) => `${label} has not moved for ${aged}; check the probe.`,
  spiking: (label) => `${label} jumped further than a probe can; check its wiring.`,
  swapped: (label) => `${label} changed places with its neighbour; check the plugs of BT and ET.`,
  'open-circuit': (label) => `${label} has an open circuit; check the probe and its plug.`,
  'out-of-range': (label) => `${label} is outside what it can measure; check the probe.`,
  clock: (label) => `${label} arrives with times that go back or repeat; check the device's clock.`,
  irregular: (label) => `${label} arrives irregularly; check the connection.`,
};

/** A defect in words for the screen. */
export function defectWords(defect: SignalDefect, label: string, ageS: number): string {
  return sentences[defect](label, `${Math.floor(ageS)} s`);
}

/** The defect behind a reason that a driver gave, or null when only time can tell. */
export function defectOfReason(reason: MissingReason): SignalDefect | null {
  if (reason === 'open-circuit' || reason === 'not-connected') return 'open-circuit';
  return reason === 'out-of-range' ? 'out-of-range' : null;
}
