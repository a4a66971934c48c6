import {
  addCoffeeBody,
  addLotBody,
  changeCoffeeBody,
  changeLotBody,
  coffeeDto,
  coffeePage,
  coffeeParams,
  listCoffeesQuery,
  listLotsQuery,
  lotDto,
  lotPage,
  lotParams,
} from '@artisan-ts/contracts';
import type { CoffeeId, LotId } from '@artisan-ts/domain';
import type { Station } from '@artisan-ts/runtime';
import type { App } from '#http/app.ts';
import { foundOrProblem, valueOrProblem } from '#http/errors.ts';
import { problems } from '#routes/answers.ts';
import { listQuery } from '#routes/list-query.ts';

const tags = ['coffees'];

/** `/coffees`: what is bought and roasted. */
export function coffeeRoutes(app: App, { coffees }: Pick<Station, 'coffees'>): void {
  app.route({
    method: 'GET',
    url: '/coffees',
    schema: {
      tags,
      summary: 'Coffees, the last made first, page by page',
      querystring: listCoffeesQuery,
      response: { 200: coffeePage, ...problems },
    },
    handler: async ({ query }) => coffees.list(listQuery(query)),
  });

  app.route({
    method: 'POST',
    url: '/coffees',
    schema: {
      tags,
      summary: 'Add a coffee',
      body: addCoffeeBody,
      response: { 201: coffeeDto, ...problems },
    },
    handler: async ({ body }, reply) =>
      reply.code(201).send(valueOrProblem(await coffees.add(body))),
  });

  app.route({
    method: 'GET',
    url: '/coffees/:id',
    schema: {
      tags,
      summary: 'One coffee',
      params: coffeeParams,
      response: { 200: coffeeDto, ...problems },
    },
    handler: async ({ params }) =>
      foundOrProblem(await coffees.get(params.id as CoffeeId), `coffee ${params.id}`),
  });

  app.route({
    method: 'PATCH',
    url: '/coffees/:id',
    schema: {
      tags,
      summary: 'Change a coffee, or put it away',
      params: coffeeParams,
      body: changeCoffeeBody,
      response: { 200: coffeeDto, ...problems },
    },
    handler: async ({ params, body }) =>
      valueOrProblem(await coffees.change(params.id as CoffeeId, body)),
  });
  lotRoutes(app, { coffees });
}

/** `/lots`: what is in the store, and how much of it is left. */
function lotRoutes(app: App, { coffees }: Pick<Station, 'coffees'>): void {
  app.route({
    method: 'GET',
    url: '/lots',
    schema: {
      tags,
      summary: 'Lots with what is left of them, the last made first, page by page',
      querystring: listLotsQuery,
      response: { 200: lotPage, ...problems },
    },
    handler: async ({ query }) =>
      coffees.listLots({
        ...listQuery(query),
        ...(query.coffee ? { coffeeId: query.coffee as CoffeeId } : {}),
      }),
  });

  app.route({
    method: 'POST',
    url: '/lots',
    schema: {
      tags,
      summary: 'Add a lot of a coffee',
      body: addLotBody,
      response: { 201: lotDto, ...problems },
    },
    handler: async ({ body }, reply) =>
      reply.code(201).send(valueOrProblem(await coffees.addLot(body))),
  });

  app.route({
    method: 'GET',
    url: '/lots/:id',
    schema: { tags, summary: 'One lot', params: lotParams, response: { 200: lotDto, ...problems } },
    handler: async ({ params }) =>
      foundOrProblem(await coffees.getLot(params.id as LotId), `lot ${params.id}`),
  });

  app.route({
    method: 'PATCH',
    url: '/lots/:id',
    schema: {
      tags,
      summary: 'Change a lot, or put it away',
      params: lotParams,
      body: changeLotBody,
      response: { 200: lotDto, ...problems },
    },
    handler: async ({ params, body }) =>
      valueOrProblem(await coffees.changeLot(params.id as LotId, body)),
  });
}
