import type { Action } from '@artisan-ts/kernel';

/**
 * What somebody must be allowed to do, to be answered: one of these actions; or nothing, at this computer (`here`) or
 * anywhere (`open`).
 */
export type Access = 'open' | 'here' | readonly Action[];

/** For readings that are pushed, by POST or over a WebSocket. */
export const pushAccess: readonly Action[] = ['roast.mark', 'telemetry.publish'];

/**
 * Every address of the API with what it asks for. The one place: an address that is not here cannot be registered. What
 * depends on the state of a mission is asked once more where that state is read, by the same table of roles.
 */
export const accessTable: Readonly<Record<string, Access>> = {
  'GET /openapi.json': 'open',
  'GET /session': 'open',
  'POST /session': 'open',
  'DELETE /session': 'open',
  'POST /session/passkey/options': 'open',
  'POST /session/passkey': 'open',
  'POST /people/first': 'here',
  'GET /health': 'here',

  'GET /people': ['people.manage', 'roast.read'],
  'POST /people': ['people.manage'],
  'PATCH /people/:id': ['people.manage'],
  'GET /passkeys': ['roast.read'],
  'POST /passkeys/options': ['roast.read'],
  'POST /passkeys': ['roast.read'],
  'DELETE /passkeys/:id': ['roast.read'],
  'GET /identities': ['people.manage'],
  'POST /identities': ['people.manage'],
  'DELETE /identities/:id': ['people.manage'],

  'GET /live': ['roast.read'],
  'GET /drivers': ['roast.read'],
  'GET /machines': ['roast.read'],
  'GET /machines/:id': ['roast.read'],
  'POST /machines': ['machine.connect'],
  'PATCH /machines/:id': ['machine.connect'],
  'DELETE /machines/:id': ['machine.connect'],
  'POST /machines/:id/connection-test': ['machine.connect', 'roast.mark'],

  'GET /connect/ports': ['machine.connect'],
  'GET /connect/networks': ['machine.connect'],
  'POST /connect/search': ['machine.connect'],
  'POST /connect/describe': ['machine.connect'],
  'POST /connect/test': ['machine.connect'],
  'POST /connect/watch': ['machine.connect'],
  'POST /connect/artisan-settings': ['machine.connect'],

  'PATCH /machines/:id/setup': ['roast.mark'],
  'POST /machines/:id/marks': ['roast.mark'],
  'POST /machines/:id/levers': ['roast.mark'],
  'POST /machines/:id/notes': ['note.write'],
  'DELETE /machines/:id/notes/:noteId': ['note.write'],
  'POST /machines/:id/roast/close': ['roast.mark'],
  'POST /machines/:id/hints': ['roast.mark', 'telemetry.publish'],
  'POST /machines/:id/readings': pushAccess,

  'GET /roasts': ['roast.read'],
  'POST /roasts': ['roast.mark'],
  'GET /roasts/:id': ['roast.read'],
  'PATCH /roasts/:id': ['note.write'],
  'DELETE /roasts/:id': ['roast.delete'],
  'POST /roasts/:id/restore': ['roast.delete'],
  'POST /roasts/:id/marks': ['roast.mark'],
  'GET /roasts/:id/curve': ['roast.read'],
  'GET /roasts/:id/analysis': ['roast.read'],
  'GET /roasts/:id/arrivals': ['roast.read'],
  'POST /roasts/:id/what-if': ['roast.read'],
  'GET /roasts/:id/report': ['roast.read'],
  'GET /roasts/:id/export': ['roast.read'],
  'GET /roasts/:id/quality': ['roast.read'],
  'PATCH /roasts/:id/quality': ['quality.draft'],
  'POST /roasts/:id/quality/undo': ['quality.draft'],
  'POST /roasts/:id/photos': ['quality.draft'],
  'GET /roasts/:id/photos/:photoId': ['roast.read'],
  'DELETE /roasts/:id/photos/:photoId': ['quality.draft'],
  'POST /roasts/:id/notes': ['note.write'],
  'DELETE /roasts/:id/notes/:noteId': ['note.write'],
  'GET /roasts/:id/cuppings': ['roast.read'],
  'GET /days/:day/report': ['roast.read'],
  'GET /compare': ['roast.read'],
  'GET /consistency': ['roast.read'],

  'GET /coffees': ['roast.read'],
  'POST /coffees': ['coffee.write'],
  'GET /coffees/:id': ['roast.read'],
  'PATCH /coffees/:id': ['coffee.write'],
  'GET /coffees/:coffee/report': ['roast.read'],
  'GET /lots': ['roast.read'],
  'POST /lots': ['coffee.write'],
  'GET /lots/:id': ['roast.read'],
  'PATCH /lots/:id': ['coffee.write'],
  'GET /lots/:id/cuppings': ['roast.read'],

  'GET /cuppings': ['roast.read'],
  'POST /cuppings': ['quality.draft'],
  'GET /cuppings/:id': ['roast.read'],
  'PATCH /cuppings/:id': ['quality.draft'],
  'POST /cuppings/:id/tasters': ['quality.draft'],
  'GET /cuppings/:id/tasters/:tasterId': ['roast.read'],
  'PATCH /cuppings/:id/tasters/:tasterId/sheet': ['quality.draft'],
  'POST /cuppings/:id/reveal': ['quality.draft'],
  'POST /cuppings/:id/reblind': ['quality.draft'],
  'GET /cuppings/:id/results': ['roast.read'],
  'GET /cuppings/:id/pouring': ['quality.draft'],

  'GET /agents': ['roast.read'],
  'GET /missions': ['roast.read'],
  'POST /missions': ['mission.create'],
  'GET /missions/rules': ['roast.read'],
  'GET /missions/gains': ['roast.read'],
  'GET /missions/:id': ['roast.read'],
  'POST /missions/:id/decide': ['mission.decide'],
  'POST /missions/:id/retry': ['mission.retry'],
  'POST /missions/:id/cancel': ['mission.cancel'],
  'POST /missions/:id/redrive': ['mission.redrive'],

  'GET /settings': ['roast.read'],
  'PATCH /settings': ['site.configure'],
};

/** The same for `/artisan`, which stands where Artisan asks for it and not below the prefix of the API. */
export const artisanAccess: readonly Action[] = ['roast.read'];
