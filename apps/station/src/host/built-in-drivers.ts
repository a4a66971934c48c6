import {
  driverKinds,
  mqttTransport,
  serialTransport,
  type TwinKeeper,
  tcpTransport,
  udpTransport,
  usbTransport,
  webSocketTransport,
} from '@artisan-ts/drivers';
import { type DriverKind, PushDesk } from '@artisan-ts/runtime';
import { readRoast } from '#files/read-roast.ts';

/**
 * Every driver, joined to this computer's ports and files. `twins`: absent: simulated machines are not kept. `pushDesk`:
 * absent: nobody can push.
 */
export function builtInDrivers(
  twins?: TwinKeeper,
  pushDesk = new PushDesk(),
): readonly DriverKind[] {
  return driverKinds({
    ...(twins && { twins }),
    openSerial: serialTransport,
    openTcp: tcpTransport,
    openUdp: udpTransport,
    openWebSocket: webSocketTransport,
    pushDesk,
    openUsb: (address) => usbTransport(address),
    openMqtt: mqttTransport,
    loadRoast: (path) => {
      const file = readRoast(path);
      return file.ok ? { ok: true, value: file.value.record } : file;
    },
  });
}
