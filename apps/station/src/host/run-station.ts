import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { StationConfig } from '@artisan-ts/contracts';
import { usPerMs } from '@artisan-ts/domain';
import { systemSurroundings, type TwinKeeper } from '@artisan-ts/drivers';
import { reportHtml, reportPdf } from '@artisan-ts/report';
import {
  createStation,
  type DeadLetterStore,
  type Logger,
  PushDesk,
  type Station,
} from '@artisan-ts/runtime';
import {
  chatReasoner,
  createServer,
  embeddedBroker,
  externalBroker,
  type TelemetryBroker,
  telemetryExport,
} from '@artisan-ts/server';
import type { Store } from '@artisan-ts/storage';
import { roastFiles } from '#files/roast-files.ts';
import { builtInDrivers } from '#host/built-in-drivers.ts';
import { deadLetterFile } from '#host/dead-letter-file.ts';
import { addTwinToNewStore } from '#host/first-machine.ts';
import { isolateHardware } from '#host/isolate-hardware.ts';
import { keptTwins } from '#host/kept-twins.ts';
import { writeLocalToken } from '#host/local-token.ts';
import type { OpenData } from '#host/open-data.ts';
import { builtScreen } from '#host/screen-bundle.ts';
import { KeepAwake } from '#platform/keep-awake.ts';
import { memoryUse } from '#platform/memory.ts';
import { systemSecrets } from '#platform/secrets.ts';
import { systemBoot } from '#platform/system-boot.ts';
import { SystemClock } from '#platform/system-clock.ts';
import { systemEntropy } from '#platform/system-entropy.ts';
import { UuidV7Ids } from '#platform/uuid-v7.ts';
import { roastThread } from '#roast-work/roast-thread.ts';
import { twinThread } from '#twin/twin-thread.ts';
import { version } from '#version.ts';

/** What a station is started with. */
export interface StationStart {
  readonly data: Promise<OpenData>;
  readonly dataFolder: string;
  readonly config: StationConfig;
  readonly logger: Logger;
  readonly hasScreen: boolean;
  /** For the person who started it. */
  readonly tell: (line: string) => void;
}

/** A station that records and answers. */
export interface RunningStation {
  readonly url: string;
  /** Puts on disk what was read and ends. Roasts that are going on go on at the next start. */
  stop(): Promise<void>;
}

/**
 * The composition root: joins store, drivers, station and server. Recording starts before the screen and the
 * server, which nothing that is measured has to wait for.
 *
 * @throws ArtisanError `store.*`, `station.port-in-use`, `station.config`
 */
export async function runStation(start: StationStart): Promise<RunningStation> {
  const { dataFolder, config, logger, tell } = start;
  const undo: (() => Promise<void> | void)[] = [];
  const stop = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) {
      try {
        await step();
      } catch (error) {
        // Readings are not left in memory because a socket could not be closed.
        logger.error({ err: error }, 'a part of the station did not end as it should');
      }
    }
  };
  try {
    const { store, announce, close } = await start.data;
    undo.push(close);
    for (const notice of store.notices()) {
      logger.error({ dataFolder }, notice);
      tell(notice);
    }
    const clock = new SystemClock();
    const ids = new UuidV7Ids(() => clock.wallMs());
    const deadLetters = deadLetterFile(dataFolder, logger);
    const keptFolder = join(dataFolder, 'sources');
    mkdirSync(keptFolder, { recursive: true, mode: 0o700 });
    const twins = keptTwins(keptFolder, logger);
    undo.push(() => twins.close());
    const parts = { clock, ids, logger, deadLetters, keptFolder, twins };
    const station = stationOn(store, parts);
    undo.push(() => station.stop());
    const startedWallMs = clock.wallMs();
    await station.start();
    const localToken = systemSecrets.token();
    station.people.trustLocal(localToken);
    writeLocalToken(dataFolder, localToken);
    await addTwinToNewStore(station, store);
    const broker = await telemetryBroker(config, station, logger);
    if (broker !== null) undo.push(() => broker.close());

    const uiFolder = start.hasScreen ? await builtScreen({ tell, logger }) : null;
    const program = { version, startedWallMs, dataFolder };
    const server = await createServer({
      station,
      answers: store.roasts,
      config,
      program,
      uiFolder,
      clock,
      logger,
      printer: { html: reportHtml, pdf: reportPdf },
    });
    undo.push(() => server.close());
    const { url } = await server.listen();
    announce({ url, pid: process.pid, version, startedWallMs });
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function telemetryBroker(
  { broker }: StationConfig,
  { remote, people }: Station,
  logger: Logger,
): Promise<TelemetryBroker> | null {
  switch (broker.kind) {
    case 'off':
      return null;
    case 'embedded':
      return embeddedBroker({ config: broker, remote, people, logger });
    case 'external':
      return externalBroker({ config: broker, remote, logger });
  }
}

/** A station on a store, with every driver that is built in; not yet started. */
export function stationOn(
  store: Store,
  parts: {
    readonly clock: SystemClock;
    readonly ids: UuidV7Ids;
    readonly logger: Logger;
    readonly deadLetters?: DeadLetterStore;
    /** Where drivers in processes of their own keep samples; absent: they keep none. */
    readonly keptFolder?: string;
    /** Absent: simulated machines are preheated at every start. */
    readonly twins?: TwinKeeper;
  },
) {
  const pushDesk = new PushDesk();
  return createStation({
    ...parts,
    pushDesk,
    readings: store.readings,
    roasts: store.roasts,
    photos: store.photos,
    missions: store.missions,
    people: { store: store.people, secrets: systemSecrets },
    anchors: store.anchors,
    entropy: systemEntropy,
    nextTurn: () => setImmediate(),
    roastWork: roastThread(),
    twin: twinThread(),
    telemetry: telemetryExport(version, parts.logger),
    reasoners: (chosen) => chatReasoner(chosen, process.env['ARTISAN_REASONER_KEY']),
    files: roastFiles({ name: 'artisan-ts', version }),
    storeNotices: () => store.notices(),
    drivers: builtInDrivers(parts.twins, pushDesk).map((kind) =>
      isolateHardware(kind, parts.keptFolder ?? null),
    ),
    systemBoot: systemBoot(),
    surroundings: systemSurroundings,
    memory: memoryUse,
    utcOffsetS: (at) => -new Date(at).getTimezoneOffset() * 60,
    sleep: new KeepAwake({
      sleptMs: () => parts.clock.sleptMs(),
      nowMs: () => parts.clock.monoUs() / usPerMs,
    }),
  });
}
