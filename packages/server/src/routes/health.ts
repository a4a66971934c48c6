import { driverKindList, healthDto } from '@artisan-ts/contracts';
import type { WallMs } from '@artisan-ts/domain';
import type { Station } from '@artisan-ts/runtime';
import type { App } from '#http/app.ts';
import { problems } from '#routes/answers.ts';

/** What a health answer says about the program beside the state of the station. */
export interface Program {
  readonly version: string;
  readonly startedWallMs: WallMs;
  readonly dataFolder: string;
}

/** `GET /health` and `GET /drivers`: how the station is, and what it can read. */
export function healthRoutes(app: App, station: Station, program: Program): void {
  app.route({
    method: 'GET',
    url: '/health',
    schema: {
      tags: ['station'],
      summary: 'How the station is: recording, machines, version',
      response: { 200: healthDto, ...problems },
    },
    handler: async () => {
      const health = station.health();
      const isWell = health.findings.every(({ severity }) => severity === 'note');
      return {
        status: isWell ? ('ok' as const) : ('degraded' as const),
        product: 'artisan-ts' as const,
        ...program,
        ...health,
      };
    },
  });

  app.route({
    method: 'GET',
    url: '/drivers',
    schema: {
      tags: ['station'],
      summary: 'What can be connected, and what has to be said about it',
      response: { 200: driverKindList, ...problems },
    },
    handler: async () => ({ items: [...station.machines.kinds()] }),
  });
}
