import {
  addCuppingBody,
  addTasterBody,
  changeCuppingBody,
  changeSheetBody,
  cuppedDto,
  cuppingDto,
  cuppingPage,
  cuppingParams,
  cuppingResultsDto,
  listCuppingsQuery,
  lotParams,
  pouringDto,
  resultsQuery,
  roastParams,
  sheetDto,
  tasterPageDto,
  tasterParams,
} from '@artisan-ts/contracts';
import type { CuppingId, LotId, RoastId, TasterId } from '@artisan-ts/domain';
import type { Station } from '@artisan-ts/runtime';
import type { App } from '#http/app.ts';
import { foundOrProblem, valueOrProblem } from '#http/errors.ts';
import { problems } from '#routes/answers.ts';
import { listQuery } from '#routes/list-query.ts';

const tags = ['cupping'];
const answersCupping = { 200: cuppingDto, ...problems };
type Cuppings = Pick<Station, 'cuppings'>;

/** `/cuppings`: tables of coffees that people taste blind. */
export function cuppingRoutes(app: App, station: Cuppings): void {
  tableRoutes(app, station);
  tastingRoutes(app, station);
  resultRoutes(app, station);
}

function tableRoutes(app: App, { cuppings }: Cuppings): void {
  app.route({
    method: 'GET',
    url: '/cuppings',
    schema: {
      tags,
      summary: 'Cuppings, the last made first, page by page',
      querystring: listCuppingsQuery,
      response: { 200: cuppingPage, ...problems },
    },
    handler: async ({ query }) => cuppings.list(listQuery(query)),
  });

  app.route({
    method: 'POST',
    url: '/cuppings',
    schema: {
      tags,
      summary: 'Set up a cupping; every sample gets a blind code',
      body: addCuppingBody,
      response: { 201: cuppingDto, ...problems },
    },
    handler: async ({ body }, reply) =>
      reply.code(201).send(valueOrProblem(await cuppings.add(body))),
  });

  app.route({
    method: 'GET',
    url: '/cuppings/:id',
    schema: {
      tags,
      summary: 'One cupping: codes alone while it is blind',
      params: cuppingParams,
      response: answersCupping,
    },
    handler: async ({ params }) =>
      foundOrProblem(await cuppings.get(params.id as CuppingId), `cupping ${params.id}`),
  });

  app.route({
    method: 'PATCH',
    url: '/cuppings/:id',
    schema: {
      tags,
      summary: 'Change title and notes, or put it away',
      params: cuppingParams,
      body: changeCuppingBody,
      response: answersCupping,
    },
    handler: async ({ params, body }) =>
      valueOrProblem(await cuppings.change(params.id as CuppingId, body)),
  });
}

function tastingRoutes(app: App, { cuppings }: Cuppings): void {
  app.route({
    method: 'POST',
    url: '/cuppings/:id/tasters',
    schema: {
      tags,
      summary: 'Somebody joins',
      params: cuppingParams,
      body: addTasterBody,
      response: { 201: cuppingDto, ...problems },
    },
    handler: async ({ params, body }, reply) =>
      reply
        .code(201)
        .send(valueOrProblem(await cuppings.addTaster(params.id as CuppingId, body.name))),
  });

  app.route({
    method: 'GET',
    url: '/cuppings/:id/tasters/:tasterId',
    schema: {
      tags,
      summary: 'The page of one taster: own sheets only',
      params: tasterParams,
      response: { 200: tasterPageDto, ...problems },
    },
    handler: async ({ params }) =>
      valueOrProblem(
        await cuppings.tasterPage(params.id as CuppingId, params.tasterId as TasterId),
      ),
  });

  app.route({
    method: 'PATCH',
    url: '/cuppings/:id/tasters/:tasterId/sheet',
    schema: {
      tags,
      summary: 'Write down what was touched; the rest of the sheet stays',
      params: tasterParams,
      body: changeSheetBody,
      response: { 200: sheetDto, ...problems },
    },
    handler: async ({ params, body }) =>
      valueOrProblem(
        await cuppings.writeSheet(params.id as CuppingId, params.tasterId as TasterId, body),
      ),
  });

  app.route({
    method: 'POST',
    url: '/cuppings/:id/reveal',
    schema: {
      tags,
      summary: 'Reveal what was in the cups; scores stay as they are from here on',
      params: cuppingParams,
      response: answersCupping,
    },
    handler: async ({ params }) => valueOrProblem(await cuppings.reveal(params.id as CuppingId)),
  });

  app.route({
    method: 'POST',
    url: '/cuppings/:id/reblind',
    schema: {
      tags,
      summary: 'New codes: for this round while nobody has tasted, otherwise a new round',
      params: cuppingParams,
      response: answersCupping,
    },
    handler: async ({ params }) => valueOrProblem(await cuppings.reblind(params.id as CuppingId)),
  });
}

function resultRoutes(app: App, { cuppings }: Cuppings): void {
  app.route({
    method: 'GET',
    url: '/cuppings/:id/results',
    schema: {
      tags,
      summary: 'Scores, calibration between tasters, or what the triangle test showed',
      params: cuppingParams,
      querystring: resultsQuery,
      response: { 200: cuppingResultsDto, ...problems },
    },
    handler: async ({ params, query }) =>
      valueOrProblem(await cuppings.results(params.id as CuppingId, query.round ?? null)),
  });

  app.route({
    method: 'GET',
    url: '/cuppings/:id/pouring',
    schema: {
      tags,
      summary: 'What goes into which cup: for who pours, never for who tastes',
      params: cuppingParams,
      response: { 200: pouringDto, ...problems },
    },
    handler: async ({ params }) => valueOrProblem(await cuppings.pouring(params.id as CuppingId)),
  });

  app.route({
    method: 'GET',
    url: '/roasts/:id/cuppings',
    schema: {
      tags,
      summary: 'What revealed cuppings say of a roast',
      params: roastParams,
      response: { 200: cuppedDto, ...problems },
    },
    handler: async ({ params }) => cuppings.of(params.id as RoastId),
  });

  app.route({
    method: 'GET',
    url: '/lots/:id/cuppings',
    schema: {
      tags,
      summary: 'What revealed cuppings say of a lot, as green samples or as its roasts',
      params: lotParams,
      response: { 200: cuppedDto, ...problems },
    },
    handler: async ({ params }) => cuppings.of(params.id as LotId),
  });
}
