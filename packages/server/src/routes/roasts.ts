import {
  analysisDto,
  analysisQuery,
  arrivalsDto,
  changeRoastBody,
  curveDto,
  curveQuery,
  listRoastsQuery,
  markBody,
  roastDto,
  roastPage,
  roastParams,
} from '@artisan-ts/contracts';
import type { MachineId, RoastId } from '@artisan-ts/domain';
import type { Station } from '@artisan-ts/runtime';
import type { App } from '#http/app.ts';
import { foundOrProblem, valueOrProblem } from '#http/errors.ts';
import { problems } from '#routes/answers.ts';

const tags = ['roasts'];

/** `/roasts`: what was roasted, and what is being roasted. */
export function roastRoutes(app: App, { roasts }: Station): void {
  app.route({
    method: 'GET',
    url: '/roasts',
    schema: {
      tags,
      summary: 'Roasts, newest first, page by page',
      querystring: listRoastsQuery,
      response: { 200: roastPage, ...problems },
    },
    handler: async ({ query }) =>
      roasts.list({
        limit: query.limit,
        ...(query.cursor ? { cursor: query.cursor } : {}),
        ...(query.search ? { search: query.search } : {}),
        ...(query.machine ? { machineId: query.machine as MachineId } : {}),
        deleted: query.deleted === 'true',
      }),
  });

  app.route({
    method: 'GET',
    url: '/roasts/:id',
    schema: {
      tags,
      summary: 'One roast: marks, phases, levers, notes',
      params: roastParams,
      response: { 200: roastDto, ...problems },
    },
    handler: async ({ params }) =>
      foundOrProblem(await roasts.get(params.id as RoastId), `roast ${params.id}`),
  });

  app.route({
    method: 'PATCH',
    url: '/roasts/:id',
    schema: {
      tags,
      summary: 'Change title, beans, weights, notes',
      params: roastParams,
      body: changeRoastBody,
      response: { 200: roastDto, ...problems },
    },
    handler: async ({ params, body }) =>
      valueOrProblem(await roasts.change(params.id as RoastId, body)),
  });

  app.route({
    method: 'DELETE',
    url: '/roasts/:id',
    schema: {
      tags,
      summary: 'Delete a closed roast; it can be restored until it is as old as readings may be',
      params: roastParams,
      response: { 200: roastDto, ...problems },
    },
    handler: async ({ params }) => valueOrProblem(await roasts.remove(params.id as RoastId)),
  });

  app.route({
    method: 'POST',
    url: '/roasts/:id/restore',
    schema: {
      tags,
      summary: 'Take the deletion of a roast back',
      params: roastParams,
      response: { 200: roastDto, ...problems },
    },
    handler: async ({ params }) => valueOrProblem(await roasts.restore(params.id as RoastId)),
  });

  app.route({
    method: 'POST',
    url: '/roasts/:id/marks',
    schema: {
      tags,
      summary: 'Correct a mark of a closed roast; its history keeps what it was',
      params: roastParams,
      body: markBody,
      response: { 200: roastDto, ...problems },
    },
    handler: async ({ params, body }) =>
      valueOrProblem(await roasts.mark(params.id as RoastId, body)),
  });

  app.route({
    method: 'GET',
    url: '/roasts/:id/curve',
    schema: {
      tags,
      summary: 'The curve in columns, with its rate of rise',
      params: roastParams,
      querystring: curveQuery,
      response: { 200: curveDto, ...problems },
    },
    handler: async ({ params, query }) =>
      foundOrProblem(
        await roasts.curve(params.id as RoastId, query.ror, query.smoothing),
        `roast ${params.id}`,
      ),
  });

  app.route({
    method: 'GET',
    url: '/roasts/:id/analysis',
    schema: {
      tags,
      summary: 'Phases, area, rates, losses, crashes and what is missing, in numbers and in words',
      params: roastParams,
      querystring: analysisQuery,
      response: { 200: analysisDto, ...problems },
    },
    handler: async ({ params, query }) =>
      valueOrProblem(await roasts.analysis(params.id as RoastId, query)),
  });

  app.route({
    method: 'GET',
    url: '/roasts/:id/arrivals',
    schema: {
      tags,
      summary: 'How its readings came: late ones, and gaps in the numbers of their senders',
      params: roastParams,
      response: { 200: arrivalsDto, ...problems },
    },
    handler: async ({ params }) =>
      foundOrProblem(await roasts.arrivals(params.id as RoastId), `roast ${params.id}`),
  });
}
