import type { TemperatureUnit } from '@artisan-ts/domain';
import type { RoomVerdict, WarmVerdict } from '@artisan-ts/roast';

/** How sure a check is: `good` is green, `look` amber. */
export interface CheckWords {
  readonly tone: 'good' | 'look' | 'waiting';
  readonly words: string;
}

/** The verdict on cold probes, for the person beside them. */
export function roomWords(room: RoomVerdict): CheckWords {
  switch (room.verdict) {
    case 'waiting':
      return { tone: 'waiting', words: 'No temperature has come yet.' };
    case 'plausible':
      return { tone: 'good', words: 'All probes read like a room, and alike.' };
    case 'warm':
      return {
        tone: 'look',
        words: `${listed(room.probes)} above room temperature. If the machine has just been roasting, that is as it should be; if it is cold, unit or divider may be wrong.`,
      };
    case 'apart':
      return {
        tone: 'look',
        words: `${room.warmer} is far above ${room.cooler}. In a cold machine they read alike; right after a roast that is as it should be.`,
      };
    case 'fahrenheit':
      return {
        tone: 'look',
        words: `${listed(room.probes)} like a room in Fahrenheit that is taken for Celsius. In a cold machine the unit in its settings is the other one.`,
      };
    case 'impossible':
      return {
        tone: 'look',
        words: `${listed(room.probes)} what no roaster can be. A thermocouple with its leads exchanged, a wrong divider, or a wrong order of 32-bit numbers does that.`,
      };
  }
}

/** The verdict on a probe that is warmed by hand. `nameOf` gives what a channel is called. */
export function warmWords(
  warm: WarmVerdict,
  warmed: string,
  nameOf: (id: string) => string,
  unit: TemperatureUnit,
): CheckWords {
  switch (warm.verdict) {
    case 'waiting':
      return {
        tone: 'waiting',
        words: `Hold ${warmed} in your hand. So far it rose by ${spanText(warm.roseC, unit)}.`,
      };
    case 'right':
      return {
        tone: 'good',
        words: `${warmed} rose by ${spanText(warm.roseC, unit)}. It is the one.`,
      };
    case 'other':
      return {
        tone: 'look',
        words: `${nameOf(warm.probe)} rose by ${spanText(warm.roseC, unit)}, ${warmed} did not: the two are swapped, or you hold the other one.`,
      };
    case 'several':
      return {
        tone: 'look',
        words: `${warm.probes.join(' and ')} rise together. Let them cool, and hold one alone.`,
      };
    case 'reversed':
      return {
        tone: 'look',
        words: `${warmed} fell by ${spanText(warm.fellC, unit)} while it was warmed: its two leads are exchanged.`,
      };
  }
}

function listed(labels: readonly string[]): string {
  return `${labels.join(' and ')} ${labels.length === 1 ? 'reads' : 'read'}`;
}

/** A difference of temperatures. */
function spanText(spanC: number, unit: TemperatureUnit): string {
  return `${(unit === 'F' ? spanC * 1.8 : spanC).toFixed(1)} \u00b0${unit}`;
}
