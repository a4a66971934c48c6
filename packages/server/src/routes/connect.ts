import { Readable } from 'node:stream';
import {
  deviceBody,
  deviceDto,
  deviceReportDto,
  foundHosts,
  localNetworkList,
  searchHostsBody,
  serialPortList,
  watchText,
} from '@artisan-ts/contracts';
import type { Station } from '@artisan-ts/runtime';
import type { FastifyReply } from 'fastify';
import type { App } from '#http/app.ts';
import { valueOrProblem } from '#http/errors.ts';
import { problems } from '#routes/answers.ts';

const tags = ['connect'];

/** A reader for whom so much waits has stopped reading. */
const waitingBytesMax = 1024 * 1024;

/** `/connect`: looking for a device, and at it, before it belongs to a machine. Nothing is recorded. */
export function connectRoutes(app: App, { connecting }: Station): void {
  app.route({
    method: 'GET',
    url: '/connect/ports',
    schema: {
      tags,
      summary: "Serial ports of the station's computer; none is opened",
      response: { 200: serialPortList, ...problems },
    },
    handler: async () => valueOrProblem(await connecting.ports()),
  });

  app.route({
    method: 'GET',
    url: '/connect/networks',
    schema: {
      tags,
      summary: "Networks that the station's computer stands in; nobody in them is asked",
      response: { 200: localNetworkList, ...problems },
    },
    handler: async () => ({ items: [...connecting.networks()] }),
  });

  app.route({
    method: 'POST',
    url: '/connect/search',
    schema: {
      tags,
      summary: 'Who in a part of a network listens on one port; nothing is sent to them',
      body: searchHostsBody,
      response: { 200: foundHosts, ...problems },
    },
    handler: async ({ body, signal }) => ({
      items: [...valueOrProblem(await connecting.search(body, signal))],
    }),
  });

  app.route({
    method: 'POST',
    url: '/connect/describe',
    schema: {
      tags,
      summary: 'What a device would deliver; it is not connected to',
      body: deviceBody,
      response: { 200: deviceDto, ...problems },
    },
    handler: async ({ body }) => valueOrProblem(connecting.describe(body)),
  });

  app.route({
    method: 'POST',
    url: '/connect/test',
    schema: {
      tags,
      summary: 'Connect, look, disconnect; never sends anything that could change the device',
      body: deviceBody,
      response: { 200: deviceReportDto, ...problems },
    },
    handler: async ({ body, signal }) => valueOrProblem(await connecting.test(body, signal)),
  });

  watchRoute(app, connecting);
}

function watchRoute(app: App, connecting: Station['connecting']): void {
  app.route({
    method: 'POST',
    url: '/connect/watch',
    schema: {
      tags,
      summary: 'What a device says, a line of JSON for each sample, until the request is ended',
      body: deviceBody,
      response: {
        200: {
          description: 'lines: sample, and ended when the device does not go on',
          content: { 'application/x-ndjson': { schema: watchText } },
        },
        ...problems,
      },
    },
    handler: async ({ body }, reply) => {
      valueOrProblem(connecting.describe(body));
      const gone = new AbortController();
      const lines = new Readable({ read: () => undefined });
      lines.once('close', () => gone.abort());
      const watching = connecting.watch(
        body,
        (line) => {
          if (lines.readableLength > waitingBytesMax) gone.abort();
          if (!lines.destroyed) lines.push(`${JSON.stringify(line)}\n`);
        },
        gone.signal,
      );
      // How it ended was its last line; a refusal is one, too.
      void watching.then((ended) => {
        if (lines.destroyed) return;
        if (!ended.ok) {
          const { code, message } = ended;
          lines.push(`${JSON.stringify({ kind: 'ended', code, message })}\n`);
        }
        lines.push(null);
      });
      // A stream passes the serialiser by, so its type is not that of the schema.
      const untyped: FastifyReply = reply;
      return untyped.type('application/x-ndjson').send(lines);
    },
  });
}
