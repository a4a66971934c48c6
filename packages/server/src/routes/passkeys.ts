import {
  addPasskeyBody,
  nothing,
  passkeyDto,
  passkeyList,
  passkeyParams,
  passkeyQuestion,
  passkeySignInBody,
  whoDto,
} from '@artisan-ts/contracts';
import { type PersonId, refuse } from '@artisan-ts/domain';
import type { Clock, Station } from '@artisan-ts/runtime';
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import type { FastifyRequest } from 'fastify';
import { callerIn, setSessionCookie } from '#http/access.ts';
import type { App } from '#http/app.ts';
import { valueOrProblem } from '#http/errors.ts';
import { ChallengeBook } from '#passkeys/challenge-book.ts';
import { type PasskeyPlace, passkeyPlace } from '#passkeys/passkey-place.ts';
import { problems } from '#routes/answers.ts';
import { whoOf } from '#routes/people.ts';

const tags = ['people'];
const signIn = 'sign in';

type People = Station['people'];

/** `/passkeys` of whoever is signed in, and signing in by one. */
export function passkeyRoutes(app: App, { people }: Pick<Station, 'people'>, clock: Clock): void {
  const challenges = new ChallengeBook(clock);
  ownPasskeys(app, people, challenges);
  signInByPasskey(app, people, challenges);
}

function ownPasskeys(app: App, people: People, challenges: ChallengeBook): void {
  app.route({
    method: 'GET',
    url: '/passkeys',
    schema: { tags, summary: 'Your passkeys', response: { 200: passkeyList, ...problems } },
    handler: async (request) => ({ items: [...people.passkeysOf(personIn(request))] }),
  });

  app.route({
    method: 'POST',
    url: '/passkeys/options',
    schema: {
      tags,
      summary: 'What a browser is asked to make a passkey',
      response: { 200: passkeyQuestion, ...problems },
    },
    handler: async (request) => {
      const id = personIn(request);
      const place = valueOrProblem(passkeyPlace(request));
      const name = people.nameOf(id) ?? '';
      const publicKey = await generateRegistrationOptions({
        rpName: 'Artisan',
        rpID: place.name,
        userID: new TextEncoder().encode(id),
        userName: name,
        userDisplayName: name,
        attestationType: 'none',
        excludeCredentials: people.passkeysOf(id).map(({ id }) => ({ id })),
        // Whoever signs in names themselves by the key, and the key asks for finger, face or its own PIN.
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      });
      challenges.give(publicKey.challenge, id);
      return { publicKey: { ...publicKey } };
    },
  });

  app.route({
    method: 'POST',
    url: '/passkeys',
    schema: {
      tags,
      summary: 'Keep a passkey that was made',
      body: addPasskeyBody,
      response: { 201: passkeyDto, ...problems },
    },
    handler: async (request, reply) => {
      const id = personIn(request);
      const place = valueOrProblem(passkeyPlace(request));
      const { label, credential } = request.body;
      const checked = await verified(() =>
        verifyRegistrationResponse({
          response: credential as unknown as RegistrationResponseJSON,
          expectedChallenge: (challenge) => challenges.take(challenge, id),
          ...expected(place),
        }),
      );
      const { registrationInfo: made } = checked;
      if (made === undefined) return refuseCredential();
      const { id: credentialId, publicKey, counter } = made.credential;
      const key = Buffer.from(publicKey).toString('base64url');
      const passkey = { credentialId, publicKey: key, counter, place: place.name, label };
      return reply.code(201).send(valueOrProblem(await people.addPasskey(id, passkey)));
    },
  });

  app.route({
    method: 'DELETE',
    url: '/passkeys/:id',
    schema: {
      tags,
      summary: 'Forget one of your passkeys',
      params: passkeyParams,
      response: { 204: nothing, ...problems },
    },
    handler: async (request, reply) => {
      valueOrProblem(await people.removePasskey(personIn(request), request.params.id));
      return reply.code(204).send();
    },
  });
}

function signInByPasskey(app: App, people: People, challenges: ChallengeBook): void {
  app.route({
    method: 'POST',
    url: '/session/passkey/options',
    schema: {
      tags,
      summary: 'What a browser is asked to sign in by a passkey',
      response: { 200: passkeyQuestion, ...problems },
    },
    handler: async (request) => {
      const place = valueOrProblem(passkeyPlace(request));
      // No list of keys: a page that nobody is signed in to tells nobody who has one.
      const publicKey = await generateAuthenticationOptions({
        rpID: place.name,
        userVerification: 'required',
      });
      challenges.give(publicKey.challenge, signIn);
      return { publicKey: { ...publicKey } };
    },
  });

  app.route({
    method: 'POST',
    url: '/session/passkey',
    schema: {
      tags,
      summary: 'Sign in by a passkey',
      body: passkeySignInBody,
      response: { 200: whoDto, ...problems },
    },
    handler: async (request, reply) => {
      const place = valueOrProblem(passkeyPlace(request));
      const response = request.body.credential as unknown as AuthenticationResponseJSON;
      const passkey = people.passkey(response.id);
      if (passkey === null || passkey.place !== place.name) return refuseCredential();
      const { authenticationInfo } = await verified(() =>
        verifyAuthenticationResponse({
          response,
          expectedChallenge: (challenge) => challenges.take(challenge, signIn),
          credential: {
            id: passkey.credentialId,
            publicKey: new Uint8Array(Buffer.from(passkey.publicKey, 'base64url')),
            counter: passkey.counter,
          },
          ...expected(place),
        }),
      );
      const { newCounter } = authenticationInfo;
      const { token } = valueOrProblem(await people.signInByPasskey(response.id, newCounter));
      setSessionCookie(request, reply, token);
      return whoOf(request, people.callerOf(token), people);
    },
  });
}

function expected({ origin, name }: PasskeyPlace) {
  return { expectedOrigin: origin, expectedRPID: name, requireUserVerification: true };
}

/** What does not hold is refused in one sentence, whichever check it failed: who guesses learns nothing. */
async function verified<Checked extends { readonly verified: boolean }>(
  check: () => Promise<Checked>,
): Promise<Checked> {
  try {
    const checked = await check();
    return checked.verified ? checked : refuseCredential();
  } catch {
    // The library throws for whatever does not have its form or does not match.
    return refuseCredential();
  }
}

function refuseCredential(): never {
  return valueOrProblem(
    refuse('access.wrong-pin', 'this passkey does not open the station; try again or use your PIN'),
  );
}

function personIn(request: FastifyRequest): PersonId {
  const { personId } = callerIn(request);
  if (personId !== null) return personId;
  return valueOrProblem(
    refuse('request.conflict', 'a passkey belongs to a person: sign in by name and PIN first'),
  );
}
