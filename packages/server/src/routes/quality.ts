import {
  addRoastNoteBody,
  changeQualityBody,
  photoParams,
  qualityDto,
  roastDto,
  roastNoteParams,
  roastParams,
  undoQualityBody,
} from '@artisan-ts/contracts';
import type { NoteId, PhotoId, RoastId } from '@artisan-ts/domain';
import type { Station } from '@artisan-ts/runtime';
import type { FastifyRequest } from 'fastify';
import { callerIn } from '#http/access.ts';
import type { App } from '#http/app.ts';
import { foundOrProblem, valueOrProblem } from '#http/errors.ts';
import { problems } from '#routes/answers.ts';

const tags = ['quality'];
const answersQuality = { 200: qualityDto, ...problems };

/** What is entered of a roast, and those who may have entered it. */
export type QualityOfPeople = Pick<Station, 'quality' | 'people'>;

/** In whose name something is entered: whoever is signed in, whatever they call themselves; before there are people as was said. */
export function writerOf(
  request: FastifyRequest,
  said: string,
  people: QualityOfPeople['people'],
): string {
  return people.nameOf(callerIn(request).actor.id) ?? said;
}

/** `/roasts/{id}/quality`: what is measured and seen of a roast, and every correction of it. */
export function qualityRoutes(app: App, { quality, people }: QualityOfPeople): void {
  app.route({
    method: 'GET',
    url: '/roasts/:id/quality',
    schema: {
      tags,
      summary: 'Weights, colour, moisture, density, defects, photos; questions and corrections',
      params: roastParams,
      response: answersQuality,
    },
    handler: async ({ params }) =>
      foundOrProblem(await quality.get(params.id as RoastId), `roast ${params.id}`),
  });

  app.route({
    method: 'PATCH',
    url: '/roasts/:id/quality',
    schema: {
      tags,
      summary: 'Enter or correct values; what was there before stays in the list of corrections',
      params: roastParams,
      body: changeQualityBody,
      response: answersQuality,
    },
    handler: async (request) => {
      const { params, body } = request;
      const who = writerOf(request, body.who, people);
      return valueOrProblem(await quality.change(params.id as RoastId, { ...body, who }));
    },
  });

  app.route({
    method: 'POST',
    url: '/roasts/:id/quality/undo',
    schema: {
      tags,
      summary: 'Take back a correction; the mistake stays in the list',
      params: roastParams,
      body: undoQualityBody,
      response: answersQuality,
    },
    handler: async (request) => {
      const { params, body } = request;
      const who = writerOf(request, body.who, people);
      return valueOrProblem(await quality.undo(params.id as RoastId, { ...body, who }));
    },
  });

  app.route({
    method: 'DELETE',
    url: '/roasts/:id/photos/:photoId',
    schema: {
      tags,
      summary: 'Show a photo no longer; undo shows it again',
      params: photoParams,
      response: answersQuality,
    },
    handler: async ({ params }) =>
      valueOrProblem(await quality.removePhoto(params.id as RoastId, params.photoId as PhotoId)),
  });

  app.route({
    method: 'POST',
    url: '/roasts/:id/notes',
    schema: {
      tags,
      summary: 'Write a note at a moment of a roast',
      params: roastParams,
      body: addRoastNoteBody,
      response: { 200: roastDto, ...problems },
    },
    handler: async ({ params, body }) =>
      valueOrProblem(await quality.addNote(params.id as RoastId, body)),
  });

  app.route({
    method: 'DELETE',
    url: '/roasts/:id/notes/:noteId',
    schema: {
      tags,
      summary: 'Take a note of a roast back',
      params: roastNoteParams,
      response: { 200: roastDto, ...problems },
    },
    handler: async ({ params }) =>
      valueOrProblem(await quality.removeNote(params.id as RoastId, params.noteId as NoteId)),
  });
}
