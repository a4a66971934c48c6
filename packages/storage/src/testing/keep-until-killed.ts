/**
 * A process that keeps closed roasts and forgets their readings, one roast after the other, as a station does behind its
 * recorder. Says on standard output how many roasts are done. It ends only by being killed.
 *
 * Arguments: folder, number of the first roast.
 */
import { writeSync } from 'node:fs';
import { lockDataFolder } from '#folder/lock.ts';
import { openStore } from '#store.ts';
import { keptRoast, recordedRoast, roastReadings } from '#testing/keep-data.ts';

const [folder = '', firstText = ''] = process.argv.slice(2);
lockDataFolder(folder);
const store = await openStore({ folder });
for (let number = Number(firstText); ; number++) {
  const { roast, event } = recordedRoast(number);
  if ((await store.roasts.roast(roast.header.id)) === null) {
    await store.readings.append(roastReadings(number));
    await store.roasts.saveRoast(roast, event);
  }
  const stored = await store.readings.range({ ...roast.span, limit: 10_000 });
  const kept = await store.roasts.keptReadings(roast.header.id);
  if (kept === null) await store.roasts.keepRoast(keptRoast(number, stored));
  await store.readings.forget(stored.map(({ cursor }) => cursor));
  writeSync(1, `${number}\n`);
}
