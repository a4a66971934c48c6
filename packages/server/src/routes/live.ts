import { liveEventText, liveQuery } from '@artisan-ts/contracts';
import { type MachineId, refuse } from '@artisan-ts/domain';
import type { Clock, Station } from '@artisan-ts/runtime';
import type { FastifyReply } from 'fastify';
import { maySeeStill } from '#http/access.ts';
import type { App } from '#http/app.ts';
import { foundOrProblem, valueOrProblem } from '#http/errors.ts';
import { EventStream } from '#live/event-stream.ts';
import { ReadersRoom } from '#live/readers-room.ts';
import { problems } from '#routes/answers.ts';

/** `GET /live`: samples, marks, roasts, levers, health and the durable cursor, as they happen. */
export function liveRoute(app: App, station: Station, clock: Clock): void {
  const room = new ReadersRoom();
  app.addHook('preClose', async () => room.close());

  app.route({
    method: 'GET',
    url: '/live',
    // A HEAD would open a stream that nobody reads and nothing ends.
    exposeHeadRoute: false,
    schema: {
      tags: ['live'],
      summary: 'What happens, as it happens (server-sent events)',
      querystring: liveQuery,
      response: {
        200: {
          description:
            'events sample, mark, roast, lever, health, durable; id is the durable cursor',
          content: { 'text/event-stream': { schema: liveEventText } },
        },
        ...problems,
      },
    },
    handler: async (request, reply) => {
      if (room.isFull) {
        valueOrProblem(
          refuse('request.conflict', `${room.size} screens are watching already; close one`),
        );
      }
      const machineId = request.query.machine as MachineId | undefined;
      if (machineId) foundOrProblem(station.machines.get(machineId), `machine ${machineId}`);
      const afterCursor = cursorOf(request.headers['last-event-id']);
      const stream = new EventStream(
        station.live,
        { ...(machineId ? { machineId } : {}), ...(afterCursor === null ? {} : { afterCursor }) },
        clock,
        room,
        maySeeStill(request, station),
      );
      stream.once(
        'close',
        station.people.watch(() => stream.endUnlessAllowed()),
      );
      // A stream passes the serialiser by, so its type is not that of the schema.
      const untyped: FastifyReply = reply;
      return untyped.type('text/event-stream').header('x-accel-buffering', 'no').send(stream);
    },
  });
}

/** A Last-Event-ID that is no cursor of ours means a reader that knows nothing yet. */
function cursorOf(lastEventId: string | string[] | undefined): number | null {
  const cursor = Number(lastEventId);
  return lastEventId !== undefined && Number.isSafeInteger(cursor) && cursor >= 0 ? cursor : null;
}
