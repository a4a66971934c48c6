import {
  addIdentityBody,
  identityDto,
  identityList,
  identityParams,
  newIdentityDto,
} from '@artisan-ts/contracts';
import type { IdentityId } from '@artisan-ts/domain';
import type { Station } from '@artisan-ts/runtime';
import { callerIn } from '#http/access.ts';
import type { App } from '#http/app.ts';
import { valueOrProblem } from '#http/errors.ts';
import { problems } from '#routes/answers.ts';

const tags = ['identities'];

/** `/identities`: devices, agents and services that speak with a token of their own. */
export function identityRoutes(app: App, { people }: Pick<Station, 'people'>): void {
  app.route({
    method: 'GET',
    url: '/identities',
    schema: {
      tags,
      summary: 'Devices, agents and services',
      response: { 200: identityList, ...problems },
    },
    handler: async () => ({ items: [...people.identities()] }),
  });

  app.route({
    method: 'POST',
    url: '/identities',
    schema: {
      tags,
      summary: 'Give a device, an agent or a service a token; the answer shows it, once',
      body: addIdentityBody,
      response: { 201: newIdentityDto, ...problems },
    },
    handler: async (request, reply) => {
      const made = valueOrProblem(await people.addIdentity(callerIn(request), request.body));
      return reply.code(201).send(made);
    },
  });

  app.route({
    method: 'DELETE',
    url: '/identities/:id',
    schema: {
      tags,
      summary: 'Revoke it: its token opens nothing from now on',
      params: identityParams,
      response: { 200: identityDto, ...problems },
    },
    handler: async (request) => {
      const id = request.params.id as IdentityId;
      return valueOrProblem(await people.revokeIdentity(callerIn(request), id));
    },
  });
}
