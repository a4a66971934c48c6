import type { StationConfig } from '@artisan-ts/contracts';
import { ArtisanError } from '@artisan-ts/domain';
import type { Clock, Logger, Station } from '@artisan-ts/runtime';
import fastify from 'fastify';
import { serializerCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { artisanDoor } from '#artisan/artisan-door.ts';
import { guardAccess } from '#http/access.ts';
import type { App } from '#http/app.ts';
import { answerErrors, sendProblem } from '#http/errors.ts';
import { guard } from '#http/guard.ts';
import { type AnswerStore, answerOnce } from '#http/idempotency.ts';
import { libraryRefusal } from '#http/library-refusals.ts';
import { describeApi } from '#http/openapi.ts';
import { problemMediaType, problemOf } from '#http/problem.ts';
import { serveScreen } from '#http/screen.ts';
import { checkRequest } from '#http/wrong-request.ts';
import { pushDoor } from '#push/push-door.ts';
import { coffeeRoutes } from '#routes/coffees.ts';
import { comparisonRoutes } from '#routes/comparisons.ts';
import { connectRoutes } from '#routes/connect.ts';
import { cuppingRoutes } from '#routes/cuppings.ts';
import { healthRoutes, type Program } from '#routes/health.ts';
import { identityRoutes } from '#routes/identities.ts';
import { liveRoute } from '#routes/live.ts';
import { machineRoutes } from '#routes/machines.ts';
import { missionRoutes } from '#routes/missions.ts';
import { passkeyRoutes } from '#routes/passkeys.ts';
import { peopleRoutes } from '#routes/people.ts';
import { photoRoutes } from '#routes/photos.ts';
import { pushRoutes } from '#routes/push.ts';
import { qualityRoutes } from '#routes/quality.ts';
import { type ReportPrinter, reportRoutes } from '#routes/reports.ts';
import { roastFileRoutes } from '#routes/roast-files.ts';
import { roastFloorRoutes } from '#routes/roast-floor.ts';
import { roastRoutes } from '#routes/roasts.ts';
import { settingsRoutes } from '#routes/settings.ts';
import { settingsFileRoute } from '#routes/settings-file.ts';
import { whatIfRoutes } from '#routes/what-if.ts';
import { serveSockets } from '#sockets/socket-doors.ts';

/** JSON bodies are forms a person filled in; only roast files are larger, and have a limit of their own. */
const jsonBytesMax = 256 * 1024;

/** Characters of one part of an address, as it is encoded. */
const pathPartMax = 5_000;

const apiPrefix = '/api/v1';

/** What the server stands on. */
export interface ServerOptions {
  readonly station: Station;
  readonly answers: AnswerStore;
  readonly config: StationConfig;
  readonly program: Program;
  /** The built screen; null serves the API alone. */
  readonly uiFolder: string | null;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Sets reports as pages. */
  readonly printer: ReportPrinter;
}

/** The station's door to the network. */
export interface Server {
  /** @throws ArtisanError `station.port-in-use`, `station.config` when the address cannot be used */
  listen(): Promise<{ readonly url: string }>;
  /** Ends live streams and open requests. */
  close(): Promise<void>;
}

/** Puts the HTTP API, the live stream and the screen in front of a station. */
export async function createServer(options: ServerOptions): Promise<Server> {
  const app = await createApp(options);
  const { config } = options;
  return {
    async listen() {
      try {
        await app.listen({ port: config.port, host: config.listen });
      } catch (error) {
        throw listenFault(error, config);
      }
      return { url: urlOf(app, config) };
    },
    close: () => app.close(),
  };
}

/** The application before it listens. */
export async function createApp(options: ServerOptions): Promise<App> {
  const app = bareApp();
  guard(app, options.config);
  answerErrors(app, { logger: options.logger, hasScreen: options.uiFolder !== null });
  await describeApi(app, options.program.version);
  await app.register(async (api: App) => apiRoutes(api, options), { prefix: apiPrefix });
  if (options.uiFolder !== null) await serveScreen(app, options.uiFolder);
  const { station, clock } = options;
  serveSockets(app, options, [artisanDoor(station, clock), pushDoor(station, clock)]);
  await app.ready();
  return app;
}

function bareApp(): App {
  const app = fastify({
    logger: false,
    bodyLimit: jsonBytesMax,
    // A coffee may be named by what people wrote about its beans.
    routerOptions: { maxParamLength: pathPartMax },
    forceCloseConnections: true,
    // Whoever offers another protocol beside HTTP/1.1, as h2c, is answered in this one.
    http: { shouldUpgradeCallback: ({ headers }) => /^websocket$/i.test(headers.upgrade ?? '') },
    frameworkErrors: (error, request, reply) => {
      const message = libraryRefusal(error, request);
      sendProblem(reply, problemOf({ code: 'input.invalid', message }, { status: 400 }));
    },
    clientErrorHandler: (_error, socket) => {
      const body = JSON.stringify(
        problemOf({ code: 'input.invalid', message: 'the request is not HTTP/1.1' }),
      );
      const head = `HTTP/1.1 400 Bad Request\r\ncontent-type: ${problemMediaType}\r\nconnection: close`;
      if (socket.writable) {
        socket.end(`${head}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
      } else {
        socket.destroy();
      }
    },
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(checkRequest);
  app.setSerializerCompiler(serializerCompiler);
  return app;
}

async function apiRoutes(api: App, options: ServerOptions): Promise<void> {
  const { station, answers, program, clock, logger, printer } = options;
  guardAccess(api, station, apiPrefix);
  answerOnce(api, answers, logger);
  peopleRoutes(api, station);
  identityRoutes(api, station);
  passkeyRoutes(api, station, clock);
  healthRoutes(api, station, program);
  machineRoutes(api, station);
  pushRoutes(api, station);
  connectRoutes(api, station);
  roastFloorRoutes(api, station);
  roastRoutes(api, station);
  qualityRoutes(api, station);
  coffeeRoutes(api, station);
  cuppingRoutes(api, station);
  comparisonRoutes(api, station);
  whatIfRoutes(api, station);
  reportRoutes(api, { station, printer, version: program.version });
  missionRoutes(api, station);
  settingsRoutes(api, station);
  liveRoute(api, station, clock);
  await api.register(async (files: App) =>
    roastFileRoutes(files, { station, version: program.version }),
  );
  await api.register(async (files: App) => settingsFileRoute(files));
  await api.register(async (photos: App) => photoRoutes(photos, station));
  api.get('/openapi.json', { schema: { hide: true } }, async () => api.swagger());
}

function urlOf(app: App, config: StationConfig): string {
  const bound = app.server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : config.port;
  const isLoopback = ['127.0.0.1', '::1', '0.0.0.0', '::'].includes(config.listen);
  const host = config.listen.includes(':') ? `[${config.listen}]` : config.listen;
  return `http://${isLoopback ? 'localhost' : host}:${port}`;
}

function listenFault(error: unknown, { port, listen }: StationConfig): ArtisanError {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'EADDRINUSE') {
    return new ArtisanError(
      'station.port-in-use',
      `port ${port} on ${listen} is taken; stop the program that uses it or choose another with --port`,
      { cause: error },
    );
  }
  return new ArtisanError(
    'station.config',
    `cannot listen on ${listen}:${port} (${code ?? String(error)}); check listen and port`,
    { cause: error },
  );
}
