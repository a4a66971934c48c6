import {
  compareQuery,
  comparisonDto,
  consistencyDto,
  consistencyQuery,
} from '@artisan-ts/contracts';
import type { Station } from '@artisan-ts/runtime';
import type { App } from '#http/app.ts';
import { valueOrProblem } from '#http/errors.ts';
import { problems } from '#routes/answers.ts';

const tags = ['comparisons'];

/** Roasts beside each other, and batches over time. */
export function comparisonRoutes(app: App, { comparisons }: Station): void {
  app.route({
    method: 'GET',
    url: '/compare',
    schema: {
      tags,
      summary: 'Roasts laid on each other at a moment, each held against one of them',
      querystring: compareQuery,
      response: { 200: comparisonDto, ...problems },
    },
    handler: async ({ query }) => valueOrProblem(await comparisons.compare(query)),
  });

  app.route({
    method: 'GET',
    url: '/consistency',
    schema: {
      tags,
      summary: 'How alike the batches of a coffee, profile, configuration or person are over time',
      querystring: consistencyQuery,
      response: { 200: consistencyDto, ...problems },
    },
    handler: async ({ query }) => comparisons.consistency(query),
  });
}
