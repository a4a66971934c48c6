import {
  addPhotoQuery,
  photoBytes,
  photoParams,
  qualityDto,
  roastParams,
} from '@artisan-ts/contracts';
import type { PhotoId, RoastId } from '@artisan-ts/domain';
import type { App } from '#http/app.ts';
import { valueOrProblem } from '#http/errors.ts';
import { problems } from '#routes/answers.ts';
import { type QualityOfPeople, writerOf } from '#routes/quality.ts';

/** A little above what is kept, so that the refusal can say how large the photo is. */
const bodyBytesMax = 9 * 1024 * 1024;

const tags = ['quality'];

/** Photos in and out: `POST /roasts/{id}/photos` takes the bytes of a picture, whatever type they are declared as. */
export async function photoRoutes(app: App, { quality, people }: QualityOfPeople): Promise<void> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    '*',
    { parseAs: 'buffer' },
    async (_request: unknown, bytes: Buffer) => bytes,
  );

  app.route({
    method: 'POST',
    url: '/roasts/:id/photos',
    bodyLimit: bodyBytesMax,
    schema: {
      tags,
      summary: 'Add a photo: the body is the picture, JPEG, PNG or WebP',
      consumes: ['application/octet-stream'],
      params: roastParams,
      querystring: addPhotoQuery,
      body: photoBytes,
      response: { 201: qualityDto, ...problems },
    },
    handler: async (request, reply) => {
      const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const { caption } = request.query;
      const who = writerOf(request, request.query.who, people);
      const id = request.params.id as RoastId;
      return reply
        .code(201)
        .send(valueOrProblem(await quality.addPhoto(id, { bytes, caption, who })));
    },
  });

  app.route({
    method: 'GET',
    url: '/roasts/:id/photos/:photoId',
    schema: {
      tags,
      summary: 'The picture itself',
      params: photoParams,
      response: {
        200: {
          description: 'the picture',
          content: { 'image/*': { schema: photoBytes } },
        },
        ...problems,
      },
    },
    handler: async ({ params }, reply) => {
      const { type, bytes } = valueOrProblem(
        await quality.photo(params.id as RoastId, params.photoId as PhotoId),
      );
      // A photo never changes under its id.
      return reply
        .type(type)
        .header('cache-control', 'private, max-age=31536000, immutable')
        .serializer((picture) => picture as unknown as string)
        .send(Buffer.from(bytes));
    },
  });
}
