import {
  driverKinds,
  mqttTransport,
  serialTransport,
  type TwinKeeper,
  tcpTransport,
  udpTransport,
  webSocketTransport,
} from '@artisan-ts/drivers';
import type { DriverKind } from '@artisan-ts/runtime';
import { readRoast } from '#files/read-roast.ts';

/** Every driver, joined to this computer's ports and files. `twins`: absent: simulated machines are not kept. */
export function builtInDrivers(twins?: TwinKeeper): readonly DriverKind[] {
  return driverKinds({
    ...(twins && { twins }),
    openSerial: serialTransport,
    openTcp: tcpTransport,
    openUdp: udpTransport,
    openWebSocket: webSocketTransport,
    openMqtt: mqttTransport,
    loadRoast: (path) => {
      const file = readRoast(path);
      return file.ok ? { ok: true, value: file.value.record } : file;
    },
  });
}
