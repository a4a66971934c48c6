import {
  agentsDto,
  decideMissionBody,
  listMissionsQuery,
  missionDto,
  missionGainsDto,
  missionGainsQuery,
  missionPage,
  missionParams,
  missionRulesDto,
  startMissionBody,
} from '@artisan-ts/contracts';
import type { MissionId } from '@artisan-ts/domain';
import type { Station } from '@artisan-ts/runtime';
import { callerIn } from '#http/access.ts';
import type { App } from '#http/app.ts';
import { foundOrProblem, valueOrProblem } from '#http/errors.ts';
import { problems } from '#routes/answers.ts';

const tags = ['missions'];

/** `/missions`: what the station does by itself, and what waits for a person. */
export function missionRoutes(app: App, { missions }: Pick<Station, 'missions'>): void {
  app.route({
    method: 'GET',
    url: '/missions',
    schema: {
      tags,
      summary: 'Missions, the newest first, page by page; without their results',
      querystring: listMissionsQuery,
      response: { 200: missionPage, ...problems },
    },
    handler: async ({ query: { limit, cursor, state, shelf, goal, roast } }) =>
      missions.list({
        limit,
        ...(cursor && { cursor: cursor as MissionId }),
        ...(state && { state }),
        ...(shelf && { shelf }),
        ...(goal && { goal }),
        ...(roast && { roast }),
      }),
  });

  app.route({
    method: 'POST',
    url: '/missions',
    schema: {
      tags,
      summary: 'Start a rehearsal on the twin: roasts towards a target on a simulated machine',
      body: startMissionBody,
      response: { 200: missionDto, ...problems },
    },
    handler: async (request) =>
      valueOrProblem(await missions.start(callerIn(request), request.body)),
  });

  app.route({
    method: 'GET',
    url: '/agents',
    schema: {
      tags,
      summary: 'Who works here: agents, their tools and rules, and every version there ever was',
      response: { 200: agentsDto, ...problems },
    },
    handler: async () => missions.agents(),
  });

  app.route({
    method: 'GET',
    url: '/missions/rules',
    schema: {
      tags,
      summary: 'The rules by which missions run by themselves or wait, with what they mean',
      response: { 200: missionRulesDto, ...problems },
    },
    handler: async () => missions.rules(),
  });

  app.route({
    method: 'GET',
    url: '/missions/gains',
    schema: {
      tags,
      summary: 'What people gained by what the station did by itself',
      querystring: missionGainsQuery,
      response: { 200: missionGainsDto, ...problems },
    },
    handler: async ({ query: { days } }) => missions.gains(days),
  });

  app.route({
    method: 'GET',
    url: '/missions/:id',
    schema: {
      tags,
      summary: 'One mission with its steps and its result',
      params: missionParams,
      response: { 200: missionDto, ...problems },
    },
    handler: async ({ params }) =>
      foundOrProblem(await missions.get(params.id as MissionId), `mission ${params.id}`),
  });

  app.route({
    method: 'POST',
    url: '/missions/:id/decide',
    schema: {
      tags,
      summary: 'Release or reject a mission that was held back',
      params: missionParams,
      body: decideMissionBody,
      response: { 200: missionDto, ...problems },
    },
    handler: async (request) => {
      const { params, body } = request;
      const id = params.id as MissionId;
      return valueOrProblem(await missions.decide(callerIn(request), id, body));
    },
  });

  const deeds = [
    ['retry', 'Try a mission again at once'],
    ['cancel', 'Stop a mission'],
    ['redrive', 'Run a mission that is dead or failed again, as a new one'],
  ] as const;
  for (const [deed, summary] of deeds) {
    app.route({
      method: 'POST',
      url: `/missions/:id/${deed}`,
      schema: { tags, summary, params: missionParams, response: { 200: missionDto, ...problems } },
      handler: async (request) => {
        const id = request.params.id as MissionId;
        return valueOrProblem(await missions[deed](callerIn(request), id));
      },
    });
  }
}
