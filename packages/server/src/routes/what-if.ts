import { roastParams, whatIfBody, whatIfDto } from '@artisan-ts/contracts';
import type { RoastId } from '@artisan-ts/domain';
import type { Station } from '@artisan-ts/runtime';
import type { App } from '#http/app.ts';
import { valueOrProblem } from '#http/errors.ts';
import { problems } from '#routes/answers.ts';

/** What the twin of a machine says of a roast with levers moved otherwise. */
export function whatIfRoutes(app: App, { whatIf }: Station): void {
  app.route({
    method: 'POST',
    url: '/roasts/:id/what-if',
    schema: {
      tags: ['twin'],
      summary: 'A roast, finished or going on, had its levers stood elsewhere from a moment on',
      description:
        'Changes nothing. `twin.learning` (503): ask again in some seconds. `twin.withheld`: the real roasts of the machine do not show that its twin knows the lever.',
      params: roastParams,
      body: whatIfBody,
      response: { 200: whatIfDto, ...problems },
    },
    handler: async ({ params, body }) =>
      valueOrProblem(await whatIf.ask(params.id as RoastId, body)),
  });
}
