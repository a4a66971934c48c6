import { type MachineDto, machineParams, pushBody, pushReceipt } from '@artisan-ts/contracts';
import { type MachineId, ok, type Result, refuse, type SourceId } from '@artisan-ts/domain';
import { type PushDesk, pushDriverName, type Station } from '@artisan-ts/runtime';
import type { App } from '#http/app.ts';
import { foundOrProblem, valueOrProblem } from '#http/errors.ts';
import { problems } from '#routes/answers.ts';

/** `/machines/{id}/readings`: where devices post what they measure. */
export function pushRoutes(app: App, { machines }: Station, desk: PushDesk): void {
  app.route({
    method: 'POST',
    url: '/machines/:id/readings',
    schema: {
      tags: ['machines'],
      summary: 'A reading of a device that pushes, stamped with its arrival',
      params: machineParams,
      body: pushBody,
      response: { 200: pushReceipt, ...problems },
    },
    handler: async ({ params, body }) => {
      const machine = foundOrProblem(machines.get(params.id as MachineId), `machine ${params.id}`);
      const sourceId = valueOrProblem(sourceOf(machine, body.source));
      const { values, seq = null } = body;
      return valueOrProblem(desk.hand(sourceId, { values, seq }));
    },
  });
}

function sourceOf({ name, sources }: MachineDto, asked: string | undefined): Result<SourceId> {
  const pushing = sources.filter(({ driver }) => driver === pushDriverName);
  const meant = asked === undefined ? pushing : pushing.filter(({ id }) => id === asked);
  const [source, another] = meant;
  if (source === undefined) {
    const which = asked === undefined ? 'no source' : `no source ${asked}`;
    const why = `${name} has ${which} with the driver ${pushDriverName}; its readings come another way`;
    return refuse('request.conflict', why);
  }
  if (another === undefined) return ok(source.id as SourceId);
  const ids = pushing.map(({ id }) => id).join(', ');
  return refuse('input.invalid', `source: say which of several devices this is: ${ids}`);
}
