import { machineParams, pushBody, pushReceipt } from '@artisan-ts/contracts';
import type { MachineId } from '@artisan-ts/domain';
import type { Station } from '@artisan-ts/runtime';
import type { App } from '#http/app.ts';
import { valueOrProblem } from '#http/errors.ts';
import { problems } from '#routes/answers.ts';

/** `/machines/{id}/readings`: where devices post what they measure. */
export function pushRoutes(app: App, { pushing }: Station): void {
  app.route({
    method: 'POST',
    url: '/machines/:id/readings',
    schema: {
      tags: ['machines'],
      summary: 'A reading of a device that pushes, stamped with its arrival',
      description:
        'Answered when the reading is on disk. The same address opened as a WebSocket takes one such body in each message, and answers each.',
      params: machineParams,
      body: pushBody,
      response: { 200: pushReceipt, ...problems },
    },
    handler: async ({ params, body }) =>
      valueOrProblem(await pushing.receive(params.id as MachineId, body)),
  });
}
