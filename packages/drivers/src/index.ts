export { aillioDriver } from '#aillio/driver.ts';
export { R1Simulator } from '#aillio/simulator.ts';
export * from '#driver-kinds.ts';
export { SimulatedMemory } from '#modbus/simulated-memory.ts';
export { ModbusSimulator, type ModbusSimulatorParts } from '#modbus/simulator.ts';
export { mqttDriver } from '#mqtt/driver.ts';
export { replayDriver } from '#replay/driver.ts';
export { systemSurroundings } from '#surroundings/surroundings.ts';
export { tc4Driver } from '#tc4/driver.ts';
export {
  type Tc4Fault,
  Tc4Simulator,
  type Tc4SimulatorParts,
  tc4SimulatorFromRecord,
} from '#tc4/simulator.ts';
export { mqttTransport } from '#transport/mqtt.ts';
export { serialTransport } from '#transport/serial.ts';
export { plainLine } from '#transport/serial-line.ts';
export { tcpTransport } from '#transport/tcp.ts';
export { udpTransport } from '#transport/udp.ts';
export { usbTransport } from '#transport/usb.ts';
export { webSocketTransport } from '#transport/websocket.ts';
export { type TwinKeeper, twinDriver } from '#twin/driver.ts';
