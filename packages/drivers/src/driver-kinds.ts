import type { Result, RoastRecord } from '@artisan-ts/domain';
import type { DriverKind, PushDesk, Transport } from '@artisan-ts/runtime';
import { aillioDriver } from '#aillio/driver.ts';
import { artisanDriver } from '#artisan/driver.ts';
import { hottopDriver } from '#hottop/driver.ts';
import { kaleidoDriver } from '#kaleido/driver.ts';
import { lineDriver } from '#line/driver.ts';
import { modbusDriver } from '#modbus/driver.ts';
import { mqttDriver } from '#mqtt/driver.ts';
import { mqttTopicsDriver } from '#mqtt-topics/driver.ts';
import { mugmaDriver } from '#mugma/driver.ts';
import { phidgetDriver } from '#phidgets/driver.ts';
import { pushDriver } from '#push/driver.ts';
import { replayDriver } from '#replay/driver.ts';
import { s7Driver } from '#s7/driver.ts';
import { santokerDriver } from '#santoker/driver.ts';
import { tc4Driver } from '#tc4/driver.ts';
import type { NetAddress } from '#transport/address.ts';
import type { MqttAddress } from '#transport/mqtt.ts';
import type { SerialLine } from '#transport/serial-line.ts';
import type { UsbAddress } from '#transport/usb-address.ts';
import { type TwinKeeper, twinDriver } from '#twin/driver.ts';
import { webSocketDriver } from '#websocket/driver.ts';

/** What drivers need from outside. */
export interface DriverDependencies {
  readonly openSerial: (port: string, line: SerialLine) => Transport;
  readonly openTcp: (address: NetAddress) => Transport;
  readonly openUdp: (address: NetAddress) => Transport;
  /** Lines as messages. */
  readonly openWebSocket: (url: string) => Transport;
  readonly openUsb: (address: UsbAddress) => Transport;
  /** Messages as lines. */
  readonly openMqtt: (address: MqttAddress) => Transport;
  /** Where devices hand in what they push. */
  readonly pushDesk: PushDesk;
  /** Reads a roast file; refuses in one sentence. */
  readonly loadRoast: (file: string) => Result<RoastRecord>;
  /** Absent: simulated machines are preheated at every start. */
  readonly twins?: TwinKeeper;
}

/** Every device that is built in, in the order of the list a person chooses from. A new device is one line here. */
export function driverKinds(parts: DriverDependencies): readonly DriverKind[] {
  return [
    twinDriver(parts.twins),
    tc4Driver(parts.openSerial),
    modbusDriver(parts),
    s7Driver(parts.openTcp),
    webSocketDriver(parts.openWebSocket),
    artisanDriver(parts.openWebSocket),
    kaleidoDriver(parts),
    hottopDriver(parts.openSerial),
    aillioDriver(parts.openUsb),
    santokerDriver(parts),
    phidgetDriver(parts.openTcp),
    mugmaDriver(parts.openTcp),
    lineDriver(parts),
    mqttTopicsDriver(parts.openMqtt),
    pushDriver(parts.pushDesk),
    mqttDriver(),
    replayDriver(parts.loadRoast),
  ];
}
