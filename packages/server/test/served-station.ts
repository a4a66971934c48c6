import { stationConfig } from '@artisan-ts/contracts';
import { WallMs } from '@artisan-ts/domain';
import type { Clock } from '@artisan-ts/runtime';
import { MemoryRoastStore, SimulatedDisk, silentLogger } from '@artisan-ts/testkit';
import { createServer, type Server } from '#server.ts';
import type { FakeStation } from './fake-station.ts';
import { plainPrinter } from './plain-printer.ts';

/** A station behind a real server on a free port, for connections that go on. The caller closes it. */
export async function serveStation(
  station: FakeStation,
  clock: Clock,
): Promise<{ readonly server: Server; readonly url: string }> {
  const server = await createServer({
    station,
    answers: new MemoryRoastStore(new SimulatedDisk(clock)),
    config: stationConfig.parse({ port: 0 }),
    program: { version: '0.0.0', startedWallMs: WallMs(0), dataFolder: '/data' },
    uiFolder: null,
    clock,
    logger: silentLogger,
    printer: plainPrinter,
  });
  return { server, url: (await server.listen()).url };
}
