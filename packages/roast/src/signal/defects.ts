import type { MissingReason, SignalDefect } from '@artisan-ts/domain';

/** Whom a sentence is about: one probe, or several of one device that went wrong together. */
interface About {
  readonly label: string;
  readonly isMany: boolean;
  readonly aged: string;
}

/** One sentence each, for the person at the machine: what is seen, then what to do. `aged` is in seconds. */
const sentences: Readonly<Record<SignalDefect, (about: About) => string>> = {
  stale: ({ label, aged, isMany }) =>
    `${label} ${has(isMany)} had no value for ${aged}; check ${its(isMany)} cable.`,
  frozen: ({ label, aged, isMany }) =>
    `${label} ${has(isMany)} not moved for ${aged}; check ${isMany ? 'the device' : 'the probe'}.`,
  spiking: ({ label, isMany }) =>
    `${label} jumped further than a probe can; check ${its(isMany)} wiring.`,
  swapped: ({ label, isMany }) =>
    isMany
      ? `${label} changed places; check their plugs.`
      : `${label} changed places with its neighbour; check the plugs of BT and ET.`,
  'open-circuit': ({ label, isMany }) =>
    `${label} ${has(isMany)} an open circuit; check ${isMany ? 'their cable and plugs' : 'the probe and its plug'}.`,
  'out-of-range': ({ label, isMany }) =>
    `${label} ${isMany ? 'are' : 'is'} outside what ${isMany ? 'they' : 'it'} can measure; check the probe${isMany ? 's' : ''}.`,
  clock: ({ label, isMany }) =>
    `${label} ${arrive(isMany)} with times that go back or repeat; check the device's clock.`,
  irregular: ({ label, isMany }) => `${label} ${arrive(isMany)} irregularly; check the connection.`,
};

const has = (isMany: boolean): string => (isMany ? 'have' : 'has');
const its = (isMany: boolean): string => (isMany ? 'their' : 'its');
const arrive = (isMany: boolean): string => (isMany ? 'arrive' : 'arrives');

/** A defect in words for the screen; `isMany`: the label names several probes of one device. */
export function defectWords(
  defect: SignalDefect,
  label: string,
  ageS: number,
  isMany = false,
): string {
  return sentences[defect]({ label, isMany, aged: `${Math.floor(ageS)} s` });
}

/** The defect behind a reason that a driver gave, or null when only time can tell. */
export function defectOfReason(reason: MissingReason): SignalDefect | null {
  if (reason === 'open-circuit' || reason === 'not-connected') return 'open-circuit';
  return reason === 'out-of-range' ? 'out-of-range' : null;
}
