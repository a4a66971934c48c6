import type { MachineDto } from '@artisan-ts/contracts';
import { originWords } from '#display/words.ts';
import type { Tone } from '#parts/Dot.tsx';

/** What the connection of a machine is doing. */
export const connectionWords: Readonly<Record<MachineDto['connection']['state'], string>> = {
  connecting: 'connecting',
  connected: 'connected',
  silent: 'silent',
  lost: 'connection lost',
  finished: 'played to its end',
  stopped: 'stopped',
};

/** A machine in a few words: its name, where its data come from, its speed, and what is wrong. */
export function machineWords(machine: MachineDto): string {
  const parts = [machine.name];
  if (machine.origin !== 'measured') parts.push(originWords[machine.origin]);
  if (machine.clockRate !== 1) parts.push(`${machine.clockRate}\u00d7`);
  if (machine.connection.state !== 'connected') {
    parts.push(connectionWords[machine.connection.state]);
  }
  return parts.join(' \u00b7 ');
}

/** How a machine stands, and where its data come from when that is no machine. */
export function standingWords({ connection, origin }: MachineDto): string {
  const words = connectionWords[connection.state];
  return origin === 'measured' ? words : `${words}, ${originWords[origin]}`;
}

/** How the connection of one device stands, as a colour. */
export function connectionTone(state: MachineDto['connection']['state']): Tone {
  if (state === 'lost') return 'limit';
  if (state === 'stopped') return 'quiet';
  return state === 'connected' ? 'true' : 'unsure';
}

/** Amber for what is not the real thing or not sure. */
export function machineTone(machine: MachineDto): Tone {
  const tone = connectionTone(machine.connection.state);
  return tone === 'true' && machine.origin !== 'measured' ? 'unsure' : tone;
}
