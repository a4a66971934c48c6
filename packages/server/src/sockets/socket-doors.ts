import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { StationConfig } from '@artisan-ts/contracts';
import { isId } from '@artisan-ts/domain';
import type { Action } from '@artisan-ts/kernel';
import type { Clock, Station } from '@artisan-ts/runtime';
import { type WebSocket, WebSocketServer } from 'ws';
import { accessRefusal, callerOf, comesFromHere, mayStill, tokenOf } from '#http/access.ts';
import type { App } from '#http/app.ts';
import { hostRule } from '#http/hosts.ts';
import { problemMediaType } from '#http/problem.ts';
import { watchOver } from '#sockets/watch-over.ts';

/** An address at which a WebSocket can be opened. */
export interface SocketDoor {
  /** As people write it, for whoever knocks elsewhere. */
  readonly address: string;
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

/** Why a connection is not taken. */
interface Refused {
  readonly status: string;
  readonly detail: string;
}

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
  app.addHook('preClose', async () => {
    await Promise.all(doors.map((door) => door.close()));
  });

  app.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // Whoever goes away while it is answered is no fault of ours.
    socket.on('error', () => socket.destroy());
    const target = request.url ?? '/';
    // Whoever is no browser can ask for `//`, which is no address.
    if (!URL.canParse(target, base)) {
      return refuse(socket, { status: '400 Bad Request', detail: 'this is no address' });
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

  function admit(request: IncomingMessage, url: URL, door: SocketDoor): Admitted | Refused {
    const { headers } = request;
    const foreign = hostRefusal(headers);
    if (foreign !== null) return { status: '403 Forbidden', detail: foreign };
    const machineId = door.machineIn(url) ?? null;
    const inAddress = door.takesTokenInAddress ? url.searchParams.get('token') : null;
    const token = inAddress ?? tokenOf(request);
    const caller = callerOf(station.people, token, comesFromHere(request));
    if (caller === null) {
      const behind = door.takesTokenInAddress ? ', or behind the address as ?token=' : '';
      const detail = `say who you are: Authorization: Bearer <token>${behind}`;
      return { status: '401 Unauthorized', detail };
    }
    const denied = accessRefusal(station.machines, caller, door.access, machineId);
    if (denied !== null) return { status: '403 Forbidden', detail: denied };
    if (machineId !== null && !(isId('machine', machineId) && station.machines.get(machineId))) {
      return { status: '404 Not Found', detail: `there is no machine ${machineId.slice(0, 60)}` };
    }
    if (door.isFull) {
      return { status: '503 Service Unavailable', detail: 'too many are connected here already' };
    }
    const isAllowed = mayStill(station, { token, caller }, door.access, machineId);
    return { machineId, isAllowed };
  }
}

function openerOf({ compresses }: SocketDoor): WebSocketServer {
  return new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: messageBytesMax,
    perMessageDeflate: compresses,
  });
}

function nowhere(doors: readonly SocketDoor[]): Refused {
  const known = doors.map(({ address }) => address).join(' and ');
  return { status: '404 Not Found', detail: `there is no WebSocket here; there are ${known}` };
}

function refuse(socket: Duplex, { status, detail }: Refused): void {
  const body = JSON.stringify({ status: Number(status.slice(0, 3)), detail });
  const head = `HTTP/1.1 ${status}\r\ncontent-type: ${problemMediaType}\r\nconnection: close`;
  // The far end may never close its half.
  socket.once('finish', () => socket.destroy());
  socket.end(`${head}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}
