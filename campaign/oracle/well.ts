import { serialOf } from '../world/board.ts';
import type { World } from '../world/world.ts';
import { rowsOf, type StoredRow } from './stored-rows.ts';

/** A screen says that something is not saved when it is older than a second; looked at a moment later. */
const unsavedS = 4;
/** A line on which nothing comes is found within 15 s; looked at a moment later. */
const deadLineS = 18;
/** A board that answers and is never understood is given so much longer; the product says so. */
const unreadableForS = 20;
/** A station that has just started is given the time to connect. */
const startedS = 30;

/** Over the network a reading takes longer by this at most, held ones or not. */
const farS = 2;

/** When nothing is wrong, everything works: recording, connections, and nothing waits. */
export function checkWell(world: World, rows: readonly StoredRow[]): readonly string[] {
  if (!world.isQuiet) return [];
  const { station, nowS } = world;
  if (station === null) return ['no station runs although nothing is wrong'];
  const broken: string[] = [];
  const { recording, machines } = station.health();
  if (recording.state !== 'saved')
    broken.push(`recording is ${recording.state} although nothing is wrong: ${recording.message}`);
  for (const { name, connection } of machines) {
    if (connection.state !== 'connected')
      broken.push(
        `${name} is ${connection.state} although nothing is wrong: ${connection.message}`,
      );
  }
  for (const device of world.devices) {
    const served = rowsOf(device, rows).flatMap(({ values }) => serialOf(values) ?? []);
    const newest = device.board.served[Math.max(-1, ...served)];
    const ageS = device.nowS - (newest?.atS ?? 0);
    const wayS = device.isFar ? farS : 0;
    if (ageS > 2 * device.plan.intervalS + (3 + wayS) * device.speed)
      broken.push(
        `${device.name}: the newest reading on disk is ${ageS.toFixed(1)} s old, at ${nowS.toFixed(0)} s`,
      );
  }
  return broken;
}

/** Whatever is wrong, the station says so. */
export function watchWords(world: World): void {
  const { station, truth, far } = world;
  if (station === null || world.nowS - truth.life.bornS < startedS) return;
  const { recording, machines } = station.health();
  if (recording.state === 'saved' && truth.unsavedForS() > unsavedS)
    truth.blame(
      `the station says that all is saved, and something waits for ${truth.unsavedForS().toFixed(1)} s`,
    );
  for (const { lead, name } of world.machines) {
    const { board } = lead;
    // A reading that took up to two minutes on its way tells of the present; the product says so.
    const heardS = far.heardS.get(lead.name) ?? 0;
    const sinceS = (lastS: number): number =>
      world.nowS - Math.max(lastS, heardS, truth.life.bornS, world.steadySinceS);
    const quietS = sinceS(board.saidS);
    const unreadableS = sinceS(board.answeredS);
    const state = machines.find((machine) => machine.name === name)?.connection.state;
    if (state === 'connected' && quietS > deadLineS)
      truth.blame(`${name} is called connected, and has said nothing for ${quietS.toFixed(1)} s`);
    if (state === 'connected' && unreadableS > deadLineS + unreadableForS)
      truth.blame(
        `${name} is called connected, and was not understood for ${unreadableS.toFixed(1)} s`,
      );
  }
}
