import {
  addMachineBody,
  changeMachineBody,
  connectionReportDto,
  machineDto,
  machineList,
  machineParams,
  nothing,
  setupBody,
} from '@artisan-ts/contracts';
import type { MachineId } from '@artisan-ts/domain';
import type { Station } from '@artisan-ts/runtime';
import type { App } from '#http/app.ts';
import { foundOrProblem, valueOrProblem } from '#http/errors.ts';
import { problems } from '#routes/answers.ts';

const tags = ['machines'];

/** `/machines`: what is connected. */
export function machineRoutes(app: App, { machines }: Station): void {
  app.route({
    method: 'GET',
    url: '/machines',
    schema: { tags, summary: 'All machines', response: { 200: machineList, ...problems } },
    handler: async () => ({ items: [...machines.list()] }),
  });

  app.route({
    method: 'POST',
    url: '/machines',
    schema: {
      tags,
      summary: 'Add a machine; it is read from now on',
      body: addMachineBody,
      response: { 201: machineDto, ...problems },
    },
    handler: async (request, reply) =>
      reply.code(201).send(valueOrProblem(await machines.add(request.body))),
  });

  app.route({
    method: 'GET',
    url: '/machines/:id',
    schema: {
      tags,
      summary: 'One machine',
      params: machineParams,
      response: { 200: machineDto, ...problems },
    },
    handler: async ({ params }) =>
      foundOrProblem(machines.get(params.id as MachineId), `machine ${params.id}`),
  });

  app.route({
    method: 'PATCH',
    url: '/machines/:id',
    schema: {
      tags,
      summary: 'Rename a machine, or set the speed of a simulated or replayed one',
      params: machineParams,
      body: changeMachineBody,
      response: { 200: machineDto, ...problems },
    },
    handler: async ({ params, body }) =>
      valueOrProblem(await machines.change(params.id as MachineId, body)),
  });

  app.route({
    method: 'PATCH',
    url: '/machines/:id/setup',
    schema: {
      tags,
      summary:
        'Say which coffee, by which profile and whom: of the batch in the drum and of those to come',
      params: machineParams,
      body: setupBody,
      response: { 200: machineDto, ...problems },
    },
    handler: async ({ params, body }) =>
      valueOrProblem(await machines.setUp(params.id as MachineId, body)),
  });

  app.route({
    method: 'DELETE',
    url: '/machines/:id',
    schema: {
      tags,
      summary: 'Forget a machine; its roasts stay',
      params: machineParams,
      response: { 204: nothing, ...problems },
    },
    handler: async ({ params }, reply) => {
      valueOrProblem(await machines.remove(params.id as MachineId));
      return reply.code(204).send();
    },
  });

  app.route({
    method: 'POST',
    url: '/machines/:id/connection-test',
    schema: {
      tags,
      summary: 'Connect, look, disconnect; never sends anything that could change the machine',
      params: machineParams,
      response: { 200: connectionReportDto, ...problems },
    },
    handler: async (request) => {
      const id = request.params.id as MachineId;
      return valueOrProblem(await machines.test(id, request.signal));
    },
  });
}
