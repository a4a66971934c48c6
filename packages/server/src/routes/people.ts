import {
  addPersonBody,
  changePersonBody,
  firstPersonBody,
  personDto,
  personList,
  personParams,
  signInBody,
  type WhoDto,
  whoDto,
} from '@artisan-ts/contracts';
import type { PersonId } from '@artisan-ts/domain';
import { type Caller, mayOf, type Station } from '@artisan-ts/runtime';
import type { FastifyRequest } from 'fastify';
import { callerIn, comesFromHere, setSessionCookie, tokenOf } from '#http/access.ts';
import type { App } from '#http/app.ts';
import { valueOrProblem } from '#http/errors.ts';
import { problems } from '#routes/answers.ts';

const tags = ['people'];

/** `/session` and `/people`: who asks, and who works here. */
export function peopleRoutes(app: App, { people }: Pick<Station, 'people'>): void {
  sessionRoutes(app, people);
  app.route({
    method: 'POST',
    url: '/people/first',
    schema: {
      tags,
      summary: 'Make the first person, who is admin and head roaster; only at this computer',
      body: firstPersonBody,
      response: { 201: whoDto, ...problems },
    },
    handler: async (request, reply) => {
      const { token } = valueOrProblem(await people.addFirst(request.body));
      setSessionCookie(request, reply, token);
      return reply.code(201).send(whoOf(request, people.callerOf(token), people));
    },
  });

  app.route({
    method: 'GET',
    url: '/people',
    schema: { tags, summary: 'Who works here', response: { 200: personList, ...problems } },
    handler: async () => ({ items: [...people.list()] }),
  });

  app.route({
    method: 'POST',
    url: '/people',
    schema: {
      tags,
      summary: 'Add a person',
      body: addPersonBody,
      response: { 201: personDto, ...problems },
    },
    handler: async (request, reply) => {
      const person = valueOrProblem(await people.add(callerIn(request), request.body));
      return reply.code(201).send(person);
    },
  });

  app.route({
    method: 'PATCH',
    url: '/people/:id',
    schema: {
      tags,
      summary: 'Change name, roles or PIN of a person, or put them away',
      params: personParams,
      body: changePersonBody,
      response: { 200: personDto, ...problems },
    },
    handler: async (request) => {
      const { id } = request.params;
      return valueOrProblem(await people.change(callerIn(request), id as PersonId, request.body));
    },
  });
}

function sessionRoutes(app: App, people: Station['people']): void {
  app.route({
    method: 'GET',
    url: '/session',
    schema: { tags, summary: 'Who is asking', response: { 200: whoDto, ...problems } },
    handler: async (request) => whoOf(request, request.caller, people),
  });

  app.route({
    method: 'POST',
    url: '/session',
    schema: {
      tags,
      summary: 'Sign in by name and PIN',
      body: signInBody,
      response: { 200: whoDto, ...problems },
    },
    handler: async (request, reply) => {
      const from = comesFromHere(request) ? 'here' : 'afar';
      const { token } = valueOrProblem(await people.signIn(request.body, from));
      const who = whoOf(request, people.callerOf(token), people);
      if (request.body.as === 'command') return { ...who, token };
      setSessionCookie(request, reply, token);
      return who;
    },
  });

  app.route({
    method: 'DELETE',
    url: '/session',
    schema: { tags, summary: 'Sign out', response: { 200: whoDto, ...problems } },
    handler: async (request, reply) => {
      const token = tokenOf(request);
      if (token !== null) await people.signOut(token);
      setSessionCookie(request, reply, null);
      return whoOf(request, null, people);
    },
  });
}

/** Who asks, as they are told it. */
export function whoOf(
  request: FastifyRequest,
  caller: Caller | null,
  people: Station['people'],
): WhoDto {
  const all = people.list();
  const isKnown = caller !== null || comesFromHere(request);
  return {
    kind: caller?.kind ?? 'nobody',
    person: all.find(({ id }) => id === caller?.personId) ?? null,
    names: isKnown ? all.filter(({ isActive }) => isActive).map(({ name }) => name) : [],
    may: caller === null ? [] : [...mayOf(caller, everyFact)],
  };
}

/** What the roles allow under some condition is offered; the condition is judged when it is asked for. */
const everyFact = { isDataQualityOnly: true, isOwn: true, isOperatorGoal: true, isInScope: true };
