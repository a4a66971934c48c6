import type { Clock, Station } from '@artisan-ts/runtime';
import { ArtisanRoom } from '#artisan/artisan-room.ts';
import { artisanAccess } from '#http/access-table.ts';
import type { SocketDoor } from '#sockets/socket-doors.ts';

/**
 * `/artisan`: the values of a machine by Artisan's WebSocket protocol, to be read by Artisan and by whatever else speaks it.
 * `?machine=machine_…` names the machine, `?token=…` whoever asks, where a header cannot.
 */
export function artisanDoor(station: Station, clock: Clock): SocketDoor {
  const room = new ArtisanRoom(station, clock);
  return {
    address: '/artisan',
    purpose: "tells the values of a machine by Artisan's WebSocket protocol",
    machineIn: ({ pathname, searchParams }) =>
      pathname === '/artisan' ? searchParams.get('machine') : undefined,
    access: artisanAccess,
    takesTokenInAddress: true,
    compresses: true,
    get isFull() {
      return room.isFull;
    },
    enter: (socket, machineId) => room.enter(socket, machineId),
    close: async () => room.close(),
  };
}
