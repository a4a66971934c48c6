import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Problem, StationConfig } from '@artisan-ts/contracts';
import { type ErrorCode, isId } from '@artisan-ts/domain';
import type { Action } from '@artisan-ts/kernel';
import type { Clock, Station } from '@artisan-ts/runtime';
import { type WebSocket, WebSocketServer } from 'ws';
import { accessRefusal, callerOf, comesFromHere, mayStill, tokenOf } from '#http/access.ts';
import type { App } from '#http/app.ts';
import { sendProblem } from '#http/errors.ts';
import { hostRule } from '#http/hosts.ts';
import { problemMediaType, problemOf } from '#http/problem.ts';
import { watchOver } from '#sockets/watch-over.ts';

/** An address at which a WebSocket can be opened. */
export interface SocketDoor {
  /** As people write it, for whoever knocks elsewhere. */
  readonly address: string;
  /** What it is for and how else it can be had, after its address: `hands on the values of a machine`. */
  readonly purpose: string;
  /** The machine that an address names, null where it names none; undefined: it is no address of this door. */
  machineIn(url: URL): string | null | undefined;
  /** What somebody must be allowed to do, one of these. */
  readonly access: readonly Action[];
  /** Whether a secret may stand behind the address, as `?token=…`, for those who cannot set a header. */
  readonly takesTokenInAddress: boolean;
  readonly compresses: boolean;
  readonly isFull: boolean;
  enter(socket: WebSocket, machineId: string | null): void;
  /** Ends what goes on behind it; resolves when everybody is gone. */
  close(): Promise<void>;
}

/** A question or a reading has a few hundred bytes. */
const messageBytesMax = 16 * 1024;

/** Against which an address without a host is read. */
const base = 'http://station';

/** Whoever may come in. */
interface Admitted {
  readonly machineId: string | null;
  /** Whether they may still be here. */
  readonly isAllowed: () => boolean;
}

/**
 * Opens WebSockets by the same rules as every request is answered: known host, no page of another site, somebody who may, a
 * machine that is there. Whoever is in is watched over: a sign-out, and a line that is dead, end it.
 */
export function serveSockets(
  app: App,
  parts: {
    readonly station: Station;
    readonly clock: Clock;
    readonly config: Pick<StationConfig, 'listen' | 'allowedHosts'>;
  },
  doors: readonly SocketDoor[],
): void {
  const { station, clock } = parts;
  const hostRefusal = hostRule(parts.config);
  const openings = doors.map((door) => ({ door, sockets: openerOf(door) }));
  for (const door of doors) explain(app, door);
  app.addHook('preClose', async () => {
    await Promise.all(doors.map((door) => door.close()));
  });

  app.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // Whoever goes away while it is answered is no fault of ours.
    socket.on('error', () => socket.destroy());
    const target = request.url ?? '/';
    // Whoever is no browser can ask for `//`, which is no address.
    if (!URL.canParse(target, base)) {
      return refuse(socket, refusedFor('input.invalid', 'this is no address'));
    }
    const url = new URL(target, base);
    const opening = openings.find(({ door }) => door.machineIn(url) !== undefined);
    if (opening === undefined) return refuse(socket, nowhere(doors));
    const { door, sockets } = opening;
    const admitted = admit(request, url, door);
    if ('status' in admitted) return refuse(socket, admitted);
    const { machineId, isAllowed } = admitted;
    sockets.handleUpgrade(request, socket, head, (opened) => {
      watchOver(opened, { clock, people: station.people, isAllowed });
      door.enter(opened, machineId);
    });
  });

  function admit(request: IncomingMessage, url: URL, door: SocketDoor): Admitted | Problem {
    const { headers } = request;
    const foreign = hostRefusal(headers);
    if (foreign !== null) return refusedFor('request.forbidden-host', foreign);
    const machineId = door.machineIn(url) ?? null;
    const inAddress = door.takesTokenInAddress ? url.searchParams.get('token') : null;
    const token = inAddress ?? tokenOf(request);
    const caller = callerOf(station.people, token, comesFromHere(request));
    if (caller === null) {
      const behind = door.takesTokenInAddress ? ', or behind the address as ?token=' : '';
      const detail = `say who you are: Authorization: Bearer <token>${behind}`;
      return refusedFor('access.not-signed-in', detail);
    }
    const denied = accessRefusal(station.machines, caller, door.access, machineId);
    if (denied !== null) return refusedFor('access.denied', denied);
    if (machineId !== null && !(isId('machine', machineId) && station.machines.get(machineId))) {
      return refusedFor('request.not-found', `there is no machine ${machineId.slice(0, 60)}`);
    }
    if (door.isFull) {
      const detail = 'too many are connected here already; try again when one has gone';
      return refusedFor('request.conflict', detail, 503);
    }
    const isAllowed = mayStill(station, { token, caller }, door.access, machineId);
    return { machineId, isAllowed };
  }
}

function openerOf({ compresses }: SocketDoor): WebSocketServer {
  const opener = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: messageBytesMax,
    perMessageDeflate: compresses,
  });
  return opener.on('wsClientError', ({ message }, socket) =>
    refuse(socket, refusedFor('input.invalid', `this opens no WebSocket: ${message}`)),
  );
}

function nowhere(doors: readonly SocketDoor[]): Problem {
  const known = doors.map(({ address }) => address).join(' and ');
  return refusedFor('request.not-found', `there is no WebSocket here; there are ${known}`);
}

/** Tells whoever asks for the page of a WebSocket what it is and how to open it. */
function explain(app: App, { address, purpose }: SocketDoor): void {
  const how = 'open it as a WebSocket, with ws:// in place of http:// (wss:// of https://)';
  const problem = refusedFor('input.invalid', `${address} ${purpose}: ${how}`, 426);
  app.get(address.replaceAll(/\{(\w+)\}/g, ':$1'), { schema: { hide: true } }, (_request, reply) =>
    sendProblem(reply.headers({ upgrade: 'websocket', connection: 'upgrade' }), problem),
  );
}

/** Why a connection is not taken. */
function refusedFor(code: ErrorCode, message: string, status?: number): Problem {
  return problemOf({ code, message }, status === undefined ? {} : { status });
}

function refuse(socket: Duplex, problem: Problem): void {
  const body = JSON.stringify(problem);
  const { status } = problem;
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\ncontent-type: ${problemMediaType}\r\nconnection: close`;
  // The far end may never close its half.
  socket.once('finish', () => socket.destroy());
  socket.end(`${head}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}
