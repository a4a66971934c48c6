import { fork } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createStation } from '@artisan-ts/runtime';
import { openStore } from '@artisan-ts/storage';
import { silentLogger } from '@artisan-ts/testkit';
import { isolatedDriver } from '#bridge/isolated-driver.ts';
import { builtInDrivers } from '#host/built-in-drivers.ts';
import { systemBoot } from '#platform/system-boot.ts';
import { SystemClock } from '#platform/system-clock.ts';
import { UuidV7Ids } from '#platform/uuid-v7.ts';

/**
 * A station in the folder it is started with, to be killed: its one machine is a twin at twenty times the speed, read in a
 * process of its own. It says the pid of each such process, a line each.
 */
const folder = process.argv[2] ?? '';
const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));

const startChild = () => {
  const child = fork(main, ['bridge', '--child'], {
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  process.stdout.write(`${child.pid}\n`);
  return child;
};

const store = await openStore({ folder });
const clock = new SystemClock();
const isolation = { folder: join(folder, 'sources'), startChild };
const station = createStation({
  clock,
  ids: new UuidV7Ids(() => clock.wallMs()),
  logger: silentLogger,
  readings: store.readings,
  roasts: store.roasts,
  drivers: builtInDrivers().map((kind) => isolatedDriver(kind, isolation)),
  systemBoot: systemBoot(),
});
await station.start();
if (station.machines.list().length === 0) {
  const settings = { speed: 20 };
  await station.machines.add({ name: 'Twin', driver: 'twin', settings, closeAfterDropS: 900 });
}
