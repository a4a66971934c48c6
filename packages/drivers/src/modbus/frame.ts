import {
  answerLength,
  decodeAnswer,
  decodeRequest,
  encodeRequest,
  type ModbusAnswer,
  type ReadRequest,
} from '#modbus/pdu.ts';
import { crc16 } from '#wire/crc16.ts';
import { type Scan, ScanFramer } from '#wire/scan-framer.ts';

/** The ways Modbus goes over a line. */
export const modbusWires = ['TCP', 'UDP', 'RTU', 'ASCII'] as const;
export type ModbusWire = (typeof modbusWires)[number];

/** What stands in a frame, whatever the wire. */
export interface Addressed<Content> {
  /** Unit id or slave address. */
  readonly device: number;
  /** Which question this belongs to; null on serial wires, whose frames do not say. */
  readonly number: number | null;
  readonly content: Content;
}

/** Reads the contents of one side: what is asked or what is answered. */
interface Side<Content> {
  /** Bytes of the whole, from its first ones; null: it does not begin like this. */
  length(first: number | undefined, second: number | undefined): number | null;
  decode(pdu: Uint8Array): Content | null;
}

const answers: Side<ModbusAnswer> = { length: answerLength, decode: decodeAnswer };
const requests: Side<ReadRequest> = { length: () => 5, decode: decodeRequest };

/** Device, the longest answer and a checksum; twice that and its ends in ASCII. */
const frameBytesMax = 256;
const asciiBytesMax = 2 * frameBytesMax + 4;
const headerBytes = 7;
const colon = 0x3a;
const carriageReturn = 0x0d;
const newline = 0x0a;

/** Cuts what comes from devices into answers. */
export function answerFramer(wire: ModbusWire): ScanFramer<Addressed<ModbusAnswer>> {
  return framerOf(wire, answers);
}

/** Cuts what comes from us into requests: for a simulator, and for the guard of the line. */
export function requestFramer(wire: ModbusWire): ScanFramer<Addressed<ReadRequest>> {
  return framerOf(wire, requests);
}

function framerOf<Content>(wire: ModbusWire, side: Side<Content>): ScanFramer<Addressed<Content>> {
  switch (wire) {
    case 'TCP':
    case 'UDP':
      return new ScanFramer(
        (bytes, from) => scanTcp(side, bytes, from),
        headerBytes + frameBytesMax,
      );
    case 'RTU':
      return new ScanFramer((bytes, from) => scanRtu(side, bytes, from), frameBytesMax);
    case 'ASCII':
      return new ScanFramer((bytes, from) => scanAscii(side, bytes, from), asciiBytesMax);
  }
}

/** A request as it goes over the wire. `number` ties the answer to it where the wire can carry it. */
export function encodeFrame(
  wire: ModbusWire,
  device: number,
  request: ReadRequest,
  number: number,
): Uint8Array {
  return wrap(wire, device, encodeRequest(request), number);
}

/** Device and content in the frame of a wire. */
export function wrap(
  wire: ModbusWire,
  device: number,
  pdu: Uint8Array,
  number: number,
): Uint8Array {
  const body = Uint8Array.of(device, ...pdu);
  switch (wire) {
    case 'TCP':
    case 'UDP':
      return Uint8Array.of(
        (number >> 8) & 0xff,
        number & 0xff,
        0,
        0,
        body.length >> 8,
        body.length & 0xff,
        ...body,
      );
    case 'RTU': {
      const crc = crc16(body);
      return Uint8Array.of(...body, crc & 0xff, crc >> 8);
    }
    case 'ASCII': {
      const hex = [...body, lrc(body)].map((byte) => byte.toString(16).padStart(2, '0'));
      const text = `:${hex.join('').toUpperCase()}\r\n`;
      return Uint8Array.from(text, (character) => character.charCodeAt(0));
    }
  }
}

/** Whether bytes are exactly one query of the wire, and nothing else. */
export function isQuery(wire: ModbusWire, bytes: Uint8Array): boolean {
  const scan =
    wire === 'RTU'
      ? scanRtu(requests, bytes, 0)
      : wire === 'ASCII'
        ? scanAscii(requests, bytes, 0)
        : scanTcp(requests, bytes, 0);
  return typeof scan === 'object' && scan.length === bytes.length;
}

function scanTcp<Content>(
  side: Side<Content>,
  bytes: Uint8Array,
  from: number,
): Scan<Addressed<Content>> {
  const [high, low, protocolHigh, protocolLow, lengthHigh, lengthLow, device, first, second] =
    bytes.subarray(from, from + headerBytes + 2);
  if ((protocolHigh ?? 0) !== 0 || (protocolLow ?? 0) !== 0 || (lengthHigh ?? 0) > 1) return 'no';
  if (high === undefined || low === undefined) return 'wait';
  const length = side.length(first, second);
  if (length === null) return 'no';
  if (lengthHigh === undefined || lengthLow === undefined || device === undefined) return 'wait';
  const said = lengthHigh * 256 + lengthLow;
  if (second !== undefined && said !== length + 1) return 'no';
  if (said < 3 || said > frameBytesMax) return 'no';
  const end = from + headerBytes - 1 + said;
  if (bytes.length < end) return 'wait';
  const content = side.decode(bytes.subarray(from + headerBytes, end));
  if (content === null) return 'no';
  return { frame: { device, number: high * 256 + low, content }, length: end - from };
}

function scanRtu<Content>(
  side: Side<Content>,
  bytes: Uint8Array,
  from: number,
): Scan<Addressed<Content>> {
  const [device = 0, first, second] = bytes.subarray(from, from + 3);
  const length = side.length(first, second);
  if (length === null) return 'no';
  const end = from + 1 + length + 2;
  if (second === undefined || bytes.length < end) return 'more';
  const body = bytes.subarray(from, end - 2);
  const crc = crc16(body);
  if (bytes[end - 2] !== (crc & 0xff) || bytes[end - 1] !== crc >> 8) return 'no';
  const content = side.decode(body.subarray(1));
  if (content === null) return 'no';
  return { frame: { device, number: null, content }, length: end - from };
}

function scanAscii<Content>(
  side: Side<Content>,
  bytes: Uint8Array,
  from: number,
): Scan<Addressed<Content>> {
  if (bytes[from] !== colon) return 'no';
  let end = from + 1;
  while (end < bytes.length && bytes[end] !== newline) {
    // A frame that begins inside another was cut off before it.
    if (bytes[end] === colon || end - from > asciiBytesMax) return 'no';
    end += 1;
  }
  if (end === bytes.length) return 'more';
  const textEnd = bytes[end - 1] === carriageReturn ? end - 1 : end;
  const body = bytesOfHex(bytes.subarray(from + 1, textEnd));
  if (body === null || body.length < 4 || lrc(body) !== 0) return 'no';
  const content = side.decode(body.subarray(1, -1));
  if (content === null) return 'no';
  return { frame: { device: body[0] ?? 0, number: null, content }, length: end + 1 - from };
}

function bytesOfHex(text: Uint8Array): Uint8Array | null {
  const hex = String.fromCharCode(...text);
  if (hex.length % 2 !== 0 || !/^[0-9A-Fa-f]*$/.test(hex)) return null;
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** Source: MODBUS over serial line V1.02, 2.5.2.2: what makes the sum of all bytes 0; so the sum with it is 0. */
function lrc(bytes: Uint8Array): number {
  return -bytes.reduce((sum, byte) => sum + byte, 0) & 0xff;
}
