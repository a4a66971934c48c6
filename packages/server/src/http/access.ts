import type { IncomingHttpHeaders } from 'node:http';
import { defaultOrg, invariant, isId, refuse } from '@artisan-ts/domain';
import type { Action, PolicyFacts } from '@artisan-ts/kernel';
import { allows, type Caller, type Station } from '@artisan-ts/runtime';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Access, accessTable } from '#http/access-table.ts';
import type { App } from '#http/app.ts';
import { valueOrProblem } from '#http/errors.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Whoever asks; null: nobody is signed in. */
    caller: Caller | null;
  }
}

/** What the state of a mission decides is taken as true here, and asked again where that state is read. */
const askedInStore: PolicyFacts = {
  isDataQualityOnly: true,
  isOwn: true,
  isOperatorGoal: true,
};

/**
 * Asks, of every request and before its body is read, who it is and whether they may. Whatever is not in the table of
 * addresses or not in the table of roles is refused.
 */
export function guardAccess(api: App, { people, machines }: Station, prefix: string): void {
  const needed = new Map<string, Access>();
  api.decorateRequest('caller', null);
  api.addHook('onRoute', (route) => {
    const path = route.url.slice(prefix.length);
    for (const method of [route.method].flat()) {
      // A HEAD is answered as its GET is.
      const access = accessTable[`${method === 'HEAD' ? 'GET' : method} ${path}`];
      invariant(access !== undefined, `the access table names ${method} ${path}`);
      needed.set(`${method} ${route.url}`, access);
    }
  });
  api.addHook('onRequest', async (request) => {
    const { url } = request.routeOptions;
    const access = needed.get(`${request.method} ${url}`);
    const isHere = comesFromHere(request);
    request.caller = callerOf(people, tokenOf(request), isHere);
    if (access === 'open' || (access === 'here' && isHere)) return;
    if (request.caller === null) return refuseStranger(people.isFirstRun());
    const actions = access === undefined || access === 'here' ? readOnly : access;
    const id = String(Reflect.get(Object(request.params), 'id') ?? '');
    const refusal = accessRefusal(machines, request.caller, actions, id);
    if (refusal !== null) valueOrProblem(refuse('access.denied', refusal));
  });
}

/** A roast on a machine that is only simulated is a test. */
function isTestRoast(machines: Station['machines'], id: string | null): boolean {
  return id !== null && isId('machine', id) && machines.get(id)?.origin === 'simulated';
}

/** What the registration of a device, an agent or a service says: its one machine, or everything of this site. */
function factsOf(caller: Caller, askedMachineId: string | null): PolicyFacts {
  if (caller.kind !== 'identity') return {};
  const { machineId } = caller;
  if (machineId === undefined) return { isInScope: true };
  return { isOwn: askedMachineId === machineId };
}

/**
 * Whoever has that secret; without one whoever is at this computer before there are people; null: nobody. Somebody of another
 * organisation is nobody here: they are told the same of what is there and of what is not.
 */
export function callerOf(
  people: Station['people'],
  token: string | null,
  isHere: boolean,
): Caller | null {
  // A secret that is not known any more is no reason to be taken for somebody else.
  const nameless = isHere ? people.firstRunCaller() : null;
  const caller = token === null ? nameless : people.callerOf(token);
  return caller?.orgId === defaultOrg ? caller : null;
}

/** Why somebody may do none of these with a machine, or with all when null; null: they may. */
export function accessRefusal(
  machines: Station['machines'],
  caller: Caller,
  actions: readonly Action[],
  askedId: string | null,
): string | null {
  const facts: PolicyFacts = {
    ...askedInStore,
    ...factsOf(caller, askedId),
    isTestRoast: isTestRoast(machines, askedId),
  };
  const answers = actions.map((action) => allows(caller, action, defaultOrg, facts));
  if (answers.some(({ ok }) => ok)) return null;
  return answers.find((answer) => !answer.ok)?.message ?? null;
}

const readOnly: readonly Action[] = ['roast.read'];

function refuseStranger(isFirstRun: boolean): never {
  const message = isFirstRun
    ? 'nobody was made yet: open the station at its own computer and make the first person'
    : 'sign in with your name and PIN. Recording goes on';
  return valueOrProblem(refuse('access.not-signed-in', message));
}

/** What decides who may do what. */
type Asked = Pick<Station, 'people' | 'machines'>;

/** Whether whoever asked for something that goes on may still have it. */
export function maySeeStill(request: FastifyRequest, station: Asked): () => boolean {
  return mayStill(station, { token: tokenOf(request), caller: request.caller }, readOnly, null);
}

/** Whether somebody who began one of these things with a machine, or with all when null, may go on with it. */
export function mayStill(
  { people, machines }: Asked,
  { token, caller }: { readonly token: string | null; readonly caller: Caller | null },
  actions: readonly Action[],
  machineId: string | null,
): () => boolean {
  return () => {
    const now =
      token === null && caller?.kind === 'first-run'
        ? people.firstRunCaller()
        : people.callerOf(token ?? '', 'goes-on');
    return now !== null && accessRefusal(machines, now, actions, machineId) === null;
  };
}

/** Who asks, where somebody must. */
export function callerIn(request: FastifyRequest): Caller {
  const { caller } = request;
  if (caller === null) return refuseStranger(false);
  return caller;
}

const ownNames: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Whether a request was made at this computer: from its own address, under its own name, and passed on by nobody. */
export function comesFromHere({
  socket,
  headers,
}: {
  readonly socket: { readonly remoteAddress?: string | undefined };
  readonly headers: IncomingHttpHeaders;
}): boolean {
  // A connection that was torn down has no address any more, and may have come from anywhere.
  const { remoteAddress = '' } = socket;
  const isOwnAddress = remoteAddress === '::1' || /^(::ffff:)?127\./.test(remoteAddress);
  const name = (headers.host ?? '').replace(/:\d+$/, '');
  const isPassedOn = headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined;
  return isOwnAddress && ownNames.has(name) && !isPassedOn;
}

/** A request, as far as its secret is in its headers. */
interface WithHeaders {
  readonly headers: IncomingHttpHeaders;
}

/** Two stations on one computer share its cookies: each has one of its own, by its port. */
function cookieName({ headers }: WithHeaders): string {
  const port = /:(\d+)$/.exec(headers.host ?? '')?.[1] ?? '80';
  return `artisan_session_${port}`;
}

/** The secret of a screen, or of a command; null when the request has none. */
export function tokenOf(request: WithHeaders): string | null {
  const { authorization = '', cookie = '' } = request.headers;
  const bearer = /^Bearer ([\w-]{20,100})$/.exec(authorization)?.[1];
  if (bearer !== undefined) return bearer;
  const wanted = `${cookieName(request)}=`;
  const found = cookie.split(/; */).find((part) => part.startsWith(wanted));
  return found === undefined ? null : found.slice(wanted.length);
}

/** Gives the screen its secret, out of the reach of scripts and of other pages; null takes it away. */
export function setSessionCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  token: string | null,
): void {
  const secure = request.protocol === 'https' ? '; Secure' : '';
  // The station ends it; the screen keeps it for as long as it may be asked.
  const maxAge = token === null ? 0 : 30 * 86_400;
  const value = `${cookieName(request)}=${token ?? ''}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${maxAge}${secure}`;
  reply.header('set-cookie', value);
}
