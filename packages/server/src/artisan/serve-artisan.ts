import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { StationConfig } from '@artisan-ts/contracts';
import { isId } from '@artisan-ts/domain';
import type { Clock, Station } from '@artisan-ts/runtime';
import { WebSocketServer } from 'ws';
import { ArtisanRoom } from '#artisan/artisan-room.ts';
import { accessRefusal, callerOf, comesFromHere, tokenOf } from '#http/access.ts';
import { artisanAccess } from '#http/access-table.ts';
import type { App } from '#http/app.ts';
import { hostRule } from '#http/hosts.ts';
import { problemMediaType } from '#http/problem.ts';

/** A question has a hundred bytes. */
const messageBytesMax = 16 * 1024;

/** Why a connection is not taken. */
interface Refused {
  readonly status: string;
  readonly detail: string;
}

/**
 * `/artisan`: the values of a machine by Artisan's WebSocket protocol, to be read by Artisan and by whatever else speaks it.
 * `?machine=machine_…` names the machine, `?token=…` whoever asks, where a header cannot.
 */
export function serveArtisan(
  app: App,
  parts: {
    readonly station: Station;
    readonly clock: Clock;
    readonly config: Pick<StationConfig, 'listen' | 'allowedHosts'>;
  },
): void {
  const { station, clock } = parts;
  const room = new ArtisanRoom(station, clock);
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: messageBytesMax,
    perMessageDeflate: true,
  });
  const hostRefusal = hostRule(parts.config);
  app.addHook('preClose', async () => room.close());

  app.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // Whoever goes away while it is answered is no fault of ours.
    socket.on('error', () => socket.destroy());
    const url = new URL(request.url ?? '/', 'http://station');
    const named = url.searchParams.get('machine');
    const refused = refusal(request, url, named);
    if (refused !== null) return refuse(socket, refused);
    sockets.handleUpgrade(request, socket, head, (opened) => room.enter(opened, named));
  });

  function refusal(request: IncomingMessage, url: URL, named: string | null): Refused | null {
    if (url.pathname !== '/artisan') {
      return { status: '404 Not Found', detail: 'there is no WebSocket but /artisan' };
    }
    const foreign = hostRefusal(request.headers);
    if (foreign !== null) return { status: '403 Forbidden', detail: foreign };
    const token = url.searchParams.get('token') ?? tokenOf(request);
    const caller = callerOf(station.people, token, comesFromHere(request));
    if (caller === null) {
      const detail = 'sign in, and put the secret of that sign-in behind the address as ?token=';
      return { status: '401 Unauthorized', detail };
    }
    const denied = accessRefusal(caller, artisanAccess, named);
    if (denied !== null) return { status: '403 Forbidden', detail: denied };
    if (named !== null && !(isId('machine', named) && station.machines.get(named))) {
      return { status: '404 Not Found', detail: `there is no machine ${named.slice(0, 60)}` };
    }
    if (!room.isFull) return null;
    return { status: '503 Service Unavailable', detail: 'too many programs read already' };
  }
}

function refuse(socket: Duplex, { status, detail }: Refused): void {
  const body = JSON.stringify({ status: Number(status.slice(0, 3)), detail });
  const head = `HTTP/1.1 ${status}\r\ncontent-type: ${problemMediaType}\r\nconnection: close`;
  socket.end(`${head}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}
