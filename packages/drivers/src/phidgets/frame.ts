import { createHash } from 'node:crypto';
import { type Scan, ScanFramer } from '#wire/scan-framer.ts';

/** What can be said to a Phidget network server, or heard from it: type and subtype. */
export const phidgetKinds = {
  hello: [10, 10],
  beginProof: [10, 30],
  proof: [10, 32],
  alive: [20, 41],
  attach: [30, 50],
  detach: [30, 55],
  open: [30, 60],
  bridge: [30, 70],
  channel: [30, 80],
} as const;
export type PhidgetKind = keyof typeof phidgetKinds;

/** One packet: what it is, its number, the number of what it answers, and its JSON. */
export interface PhidgetPacket {
  /** `other`: of a kind that is not needed here. */
  readonly kind: PhidgetKind | 'other';
  readonly isReply: boolean;
  readonly number: number;
  readonly answers: number;
  /** Large ids stand in it as texts. */
  readonly data: Readonly<Record<string, unknown>>;
}

const magic = [0x30, 0x49, 0x48, 0x50] as const;
const headerBytes = 16;
/** The largest that is heard, a hub with all its ports, has a few thousand bytes. */
const dataBytesMax = 65_536;
const replyFlag = 2;
const typesKnown: readonly number[] = [10, 20, 30];

/** Cuts what a server sends into packets. */
export function phidgetFramer(): ScanFramer<{ readonly packet: PhidgetPacket }> {
  return new ScanFramer(scan, headerBytes + dataBytesMax);
}

function scan(bytes: Uint8Array, from: number): Scan<{ readonly packet: PhidgetPacket }> {
  const seen = Math.min(magic.length, bytes.length - from);
  for (let at = 0; at < seen; at++) if (bytes[from + at] !== magic[at]) return 'no';
  if (bytes.length < from + headerBytes) return 'more';
  const header = new DataView(bytes.buffer, bytes.byteOffset + from, headerBytes);
  const length = header.getUint32(4, true);
  if (length > dataBytesMax || !typesKnown.includes(header.getUint8(14))) return 'no';
  const end = from + headerBytes + length;
  if (bytes.length < end) return 'more';
  const data = dataOf(bytes.subarray(from + headerBytes, end));
  if (data === null) return 'no';
  const packet: PhidgetPacket = {
    kind: kindOf(header.getUint8(14), header.getUint8(15)),
    isReply: (header.getUint16(8, true) & replyFlag) !== 0,
    number: header.getUint16(10, true),
    answers: header.getUint16(12, true),
    data,
  };
  return { frame: { packet }, length: headerBytes + length };
}

function kindOf(type: number, subtype: number): PhidgetPacket['kind'] {
  for (const [kind, [first, second]] of Object.entries(phidgetKinds)) {
    if (first === type && second === subtype) return kind as PhidgetKind;
  }
  return 'other';
}

/** Ids have more digits than a number keeps; what is no number is written as C does. */
const bigIds = /("[OI]"|"phid"|"chid"|"parent"):\s*(\d+)/g;
const notNumbers = /([:[,]\s*)[-+]?(?:nan|inf(?:inity)?)\b(?:\(\w*\))?/gi;

function dataOf(bytes: Uint8Array): Readonly<Record<string, unknown>> | null {
  if (bytes.length === 0) return {};
  const text = new TextDecoder().decode(bytes);
  try {
    const value: unknown = JSON.parse(
      text.replace(bigIds, '$1:"$2"').replace(notNumbers, '$1null'),
    );
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

/** A packet as it goes over the wire; `data` null is none. Texts of digits that are ids are written as numbers. */
export function encodePacket(
  said: Pick<PhidgetPacket, 'number'> & {
    readonly kind: PhidgetKind;
    readonly answers?: number;
    readonly isReply?: boolean;
    readonly data: Readonly<Record<string, unknown>> | null;
  },
): Uint8Array {
  const json = said.data === null ? '' : JSON.stringify(said.data);
  const text = json.replace(/("[OI]"|"phid"|"chid"|"parent"|"channel"):"(\d+)"/g, '$1:$2');
  const body = new TextEncoder().encode(text);
  const bytes = new Uint8Array(headerBytes + body.length);
  bytes.set(magic);
  bytes.set(body, headerBytes);
  const header = new DataView(bytes.buffer);
  const [type, subtype] = phidgetKinds[said.kind];
  header.setUint32(4, body.length, true);
  header.setUint16(8, said.isReply === true ? replyFlag : 0, true);
  header.setUint16(10, said.number, true);
  header.setUint16(12, said.answers ?? 0, true);
  header.setUint8(14, type);
  header.setUint8(15, subtype);
  return bytes;
}

/** What clients of the network server call themselves. */
export const phidgetIdent = 'phidgetclient';

/** Shows that one knows the password, which is empty where the server wants none, without saying it. */
export function proofOf(nonceC: string, nonceS: string, salt: string, password = ''): string {
  const challenge = `${phidgetIdent}${password}${nonceC}${nonceS}${salt}`;
  return createHash('sha256').update(challenge).digest('base64');
}

/** Whether this may be said: it asks to be let in, opens a channel as it is, or says that one is alive. It sets nothing. */
export function asksOnly(bytes: Uint8Array): boolean {
  const scanned = scan(bytes, 0);
  if (typeof scanned !== 'object' || scanned.length !== bytes.length) return false;
  const { kind, isReply, data } = scanned.frame.packet;
  switch (kind) {
    case 'hello':
    case 'beginProof':
    case 'proof':
      return !isReply;
    case 'open':
      return !isReply && data['chreset'] === 0;
    case 'alive':
    case 'bridge':
      return isReply && Object.keys(data).length === 0;
    default:
      return false;
  }
}
