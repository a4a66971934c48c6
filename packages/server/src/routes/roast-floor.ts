import {
  addNoteBody,
  hintBody,
  leverEventDto,
  machineParams,
  markBody,
  noteParams,
  roastDto,
  setLeverBody,
} from '@artisan-ts/contracts';
import type { MachineId, NoteId } from '@artisan-ts/domain';
import type { Station } from '@artisan-ts/runtime';
import { callerIn } from '#http/access.ts';
import type { App } from '#http/app.ts';
import { valueOrProblem } from '#http/errors.ts';
import { problems } from '#routes/answers.ts';

const tags = ['roasting'];
const answersRoast = { 200: roastDto, ...problems };

/** What a person does at a machine while roasting: marks, levers, notes, the end of a roast. */
export function roastFloorRoutes(app: App, { machines, people }: Station): void {
  app.route({
    method: 'POST',
    url: '/machines/:id/marks',
    schema: {
      tags,
      summary: 'Set, move, undo or confirm a mark; charge opens a roast',
      params: machineParams,
      body: markBody,
      response: answersRoast,
    },
    handler: async (request) => {
      const { params, body } = request;
      const by = people.nameOf(callerIn(request).actor.id);
      return valueOrProblem(await machines.mark(params.id as MachineId, body, by));
    },
  });

  app.route({
    method: 'POST',
    url: '/machines/:id/hints',
    schema: {
      tags,
      summary: 'What a sensor believes becomes a suggested mark, never more',
      params: machineParams,
      body: hintBody,
      response: answersRoast,
    },
    handler: async (request) => {
      const { params, body } = request;
      // What is known speaks under the name that the station gave it, whatever it calls itself.
      const by = people.nameOf(callerIn(request).actor.id) ?? body.by;
      return valueOrProblem(await machines.hint(params.id as MachineId, { ...body, by }));
    },
  });

  app.route({
    method: 'POST',
    url: '/machines/:id/levers',
    schema: {
      tags,
      summary: 'Log the value of a lever, or set a lever of the twin',
      params: machineParams,
      body: setLeverBody,
      response: { 200: leverEventDto, ...problems },
    },
    handler: async ({ params, body }) =>
      valueOrProblem(await machines.setLever(params.id as MachineId, body)),
  });

  app.route({
    method: 'POST',
    url: '/machines/:id/notes',
    schema: {
      tags,
      summary: 'Write a note at this moment of the roast',
      params: machineParams,
      body: addNoteBody,
      response: answersRoast,
    },
    handler: async ({ params, body }) =>
      valueOrProblem(await machines.addNote(params.id as MachineId, body)),
  });

  app.route({
    method: 'DELETE',
    url: '/machines/:id/notes/:noteId',
    schema: { tags, summary: 'Take a note back', params: noteParams, response: answersRoast },
    handler: async ({ params }) =>
      valueOrProblem(await machines.removeNote(params.id as MachineId, params.noteId as NoteId)),
  });

  app.route({
    method: 'POST',
    url: '/machines/:id/roast/close',
    schema: {
      tags,
      summary: 'Close the roast that is going on',
      params: machineParams,
      response: answersRoast,
    },
    handler: async ({ params }) =>
      valueOrProblem(await machines.closeRoast(params.id as MachineId)),
  });
}
