import {
  exportQuery,
  importDto,
  importQuery,
  roastFileBytes,
  roastFileText,
  roastParams,
} from '@artisan-ts/contracts';
import type { RoastId } from '@artisan-ts/domain';
import { writeAlog } from '@artisan-ts/formats';
import type { Station } from '@artisan-ts/runtime';
import type { App } from '#http/app.ts';
import { foundOrProblem, valueOrProblem } from '#http/errors.ts';
import { problems } from '#routes/answers.ts';

/** The largest file the readers accept; checked here so that more is never held in memory. */
const fileBytesMax = 64 * 1024 * 1024;

const tags = ['roasts'];

/** Roast files in and out: `POST /roasts` takes the bytes of a file, whatever type they are declared as. */
export async function roastFileRoutes(
  app: App,
  { station, version }: { station: Station; version: string },
): Promise<void> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    '*',
    { parseAs: 'buffer' },
    async (_request: unknown, bytes: Buffer) => bytes,
  );

  app.route({
    method: 'POST',
    url: '/roasts',
    bodyLimit: fileBytesMax,
    schema: {
      tags,
      summary: 'Import a roast file: the body is the file',
      consumes: ['application/octet-stream'],
      querystring: importQuery,
      body: roastFileBytes,
      response: { 201: importDto, ...problems },
    },
    handler: async (request, reply) => {
      const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const imported = await station.roasts.importFile(bytes, request.query.fileName ?? '');
      return reply.code(201).send(valueOrProblem(imported));
    },
  });

  app.route({
    method: 'GET',
    url: '/roasts/:id/export',
    schema: {
      tags,
      summary: 'The roast as a file other programs read',
      params: roastParams,
      querystring: exportQuery,
      response: {
        200: {
          description: 'the file',
          content: { 'text/plain; charset=utf-8': { schema: roastFileText } },
        },
        ...problems,
      },
    },
    handler: async ({ params, query }, reply) => {
      const record = foundOrProblem(
        await station.roasts.record(params.id as RoastId),
        `roast ${params.id}`,
      );
      const text = writeAlog(record, { name: 'artisan-ts', version });
      return reply
        .type('text/plain; charset=utf-8')
        .header('content-disposition', `attachment; filename="${params.id}.${query.format}"`)
        .serializer((file) => String(file))
        .send(text);
    },
  });
}
