import type { Clock, Station } from '@artisan-ts/runtime';
import { pushAccess } from '#http/access-table.ts';
import { PushRoom } from '#push/push-room.ts';
import type { SocketDoor } from '#sockets/socket-doors.ts';

const addressForm = /^\/api\/v1\/machines\/([^/]+)\/readings$/;

/** `/api/v1/machines/{id}/readings` as a WebSocket: where devices push what they measure, docs/devices/push.md. */
export function pushDoor({ pushing }: Station, clock: Clock): SocketDoor {
  const room = new PushRoom(pushing, clock);
  return {
    address: '/api/v1/machines/{id}/readings',
    purpose: 'takes the readings that a device pushes, one by POST or many in one connection',
    machineIn: ({ pathname }) => addressForm.exec(pathname)?.[1],
    access: pushAccess,
    // A device has headers, and addresses are written into logs.
    takesTokenInAddress: false,
    compresses: false,
    get isFull() {
      return room.isFull;
    },
    enter: (socket, machineId) => room.enter(socket, machineId ?? ''),
    close: () => room.close(),
  };
}
