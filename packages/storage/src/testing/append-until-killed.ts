/**
 * A process that stores readings and lever events as fast as it can and says on standard output how many of
 * each were acknowledged: `<readings> <lever events>` a line. It ends only by being killed.
 *
 * Arguments: folder, boot number, seed.
 */
import { writeSync } from 'node:fs';
import { seededStream } from '@artisan-ts/domain';
import { lockDataFolder } from '#folder/lock.ts';
import { openStore } from '#store.ts';
import { crashLeverEvent, crashReading } from '#testing/crash-data.ts';

const batchMax = 400;
const [folder = '', bootText = '', seedText = ''] = process.argv.slice(2);
const boot = Number(bootText);
const chance = seededStream(Number(seedText), `boot ${boot}`);

lockDataFolder(folder);
const store = await openStore({ folder });
let readings = 0;
for (let events = 0; ; events++) {
  const size = 1 + Math.floor(chance.next() * batchMax);
  const batch = Array.from({ length: size }, (_, index) => crashReading(boot, readings + index));
  await Promise.all([
    store.readings.append(batch),
    store.roasts.appendLeverEvent(crashLeverEvent(boot, events)),
  ]);
  readings += size;
  writeSync(1, `${readings} ${events + 1}\n`);
}
