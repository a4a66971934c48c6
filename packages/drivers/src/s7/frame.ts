import { type S7Area, s7Areas } from '#s7/map.ts';
import { type Scan, ScanFramer } from '#wire/scan-framer.ts';

/**
 * S7 over ISO-on-TCP: TPKT (RFC 1006), COTP (RFC 905 class 0) and of the S7 protocol the three jobs that are needed to
 * read. There is no job here that writes, starts, stops or loads.
 */
export type S7Query =
  /** The transport connection: which CPU is meant. */
  | { readonly kind: 'connect'; readonly rack: number; readonly slot: number }
  /** The size of messages. */
  | { readonly kind: 'setup' }
  | { readonly kind: 'read'; readonly items: readonly S7Item[] };

/** Bytes of a PLC's memory. */
export interface S7Item {
  readonly area: S7Area;
  readonly block: number;
  readonly byte: number;
  readonly length: number;
}

/** What a PLC answers. */
export type S7Answer =
  | { readonly kind: 'connected' }
  | { readonly kind: 'setup'; readonly number: number; readonly error: number }
  | {
      readonly kind: 'read';
      readonly number: number;
      readonly error: number;
      /** One for each item asked: its bytes, or the code with which it was refused. */
      readonly items: readonly (Uint8Array | number)[];
    };

const tpktBytes = 4;
const cotpBytes = 3;
const connectRequest = 0xe0;
const connectConfirm = 0xd0;
const dataFrame = 0xf0;
const lastFragment = 0x80;
const protocolId = 0x32;
const jobRequest = 1;
const jobAnswer = 3;
const setupJob = 0xf0;
const readJob = 0x04;
const byteSize = 0x02;
const readOk = 0xff;
/** What is asked for; the PLC may grant less, and one question of ours fits into the least (240). */
const pduBytes = 480;
const frameBytesMax = tpktBytes + cotpBytes + pduBytes;
const headerBytes = 10;
/** The header of an answer ends with an error. */
const answerHeaderBytes = headerBytes + 2;

/** A question as it goes over the wire. `number` ties the answer to it. */
export function encodeQuery(query: S7Query, number: number): Uint8Array {
  switch (query.kind) {
    case 'connect':
      return tpkt([
        17,
        connectRequest,
        ...[0, 0, 0, 1, 0],
        ...[0xc1, 2, 1, 0],
        ...[0xc2, 2, 1, query.rack * 32 + query.slot],
        ...[0xc0, 1, 10],
      ]);
    case 'setup':
      return job([setupJob, 0, ...word(1), ...word(1), ...word(pduBytes)], number);
    case 'read':
      return job([readJob, query.items.length, ...query.items.flatMap(itemBytes)], number);
  }
}

function itemBytes({ area, block, byte, length }: S7Item): readonly number[] {
  const address = byte * 8;
  return [
    ...[0x12, 0x0a, 0x10, byteSize],
    ...word(length),
    ...word(block),
    s7Areas[area],
    ...[address >> 16, (address >> 8) & 0xff, address & 0xff],
  ];
}

function job(parameters: readonly number[], number: number): Uint8Array {
  const header = [protocolId, jobRequest, 0, 0, ...word(number), ...word(parameters.length), 0, 0];
  return tpkt([2, dataFrame, lastFragment, ...header, ...parameters]);
}

function tpkt(body: readonly number[]): Uint8Array {
  return Uint8Array.of(3, 0, ...word(tpktBytes + body.length), ...body);
}

function word(value: number): readonly [number, number] {
  return [(value >> 8) & 0xff, value & 0xff];
}

/** The question that these bytes are, to the last bit as we spell it; null when they are anything else. */
export function decodeQuery(bytes: Uint8Array): S7Asked | null {
  const asked = parseQuery(bytes);
  if (asked === null) return null;
  const spelled = encodeQuery(asked.query, asked.number);
  const isSame = spelled.length === bytes.length && spelled.every((byte, at) => byte === bytes[at]);
  return isSame ? asked : null;
}

/** A question with the number of its job; 0 in a connection request, which has none. */
export interface S7Asked {
  readonly query: S7Query;
  readonly number: number;
}

/** What a PLC would understand, in whatever spelling: the simulator answers other clients, too. */
function parseQuery(bytes: Uint8Array): S7Asked | null {
  if (bytes[5] === connectRequest) {
    const place = calledPlace(bytes);
    return { query: { kind: 'connect', rack: place >> 5, slot: place & 31 }, number: 0 };
  }
  if (bytes[7] !== protocolId || bytes[8] !== jobRequest) return null;
  const number = wordAt(bytes, 11);
  if (bytes[17] === setupJob) return { query: { kind: 'setup' }, number };
  if (bytes[17] !== readJob) return null;
  const count = bytes[18] ?? 0;
  const items = Array.from({ length: count }, (_, index) => itemAt(bytes, 19 + 12 * index));
  if (items.some((item) => item === null)) return null;
  return { query: { kind: 'read', items: items.flatMap((item) => item ?? []) }, number };
}

/** The low byte of the called TSAP: rack and slot. */
function calledPlace(bytes: Uint8Array): number {
  for (let at = 11; at + 1 < bytes.length; at += 2 + (bytes[at + 1] ?? 0)) {
    if (bytes[at] === 0xc2) return bytes[at + 3] ?? 0;
  }
  return 0;
}

function itemAt(bytes: Uint8Array, at: number): S7Item | null {
  const code = bytes[at + 8];
  const area = (Object.keys(s7Areas) as S7Area[]).find((one) => s7Areas[one] === code);
  if (area === undefined) return null;
  const address = (bytes[at + 9] ?? 0) * 65_536 + wordAt(bytes, at + 10);
  return { area, block: wordAt(bytes, at + 6), byte: address >> 3, length: wordAt(bytes, at + 4) };
}

function wordAt(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);
}

/** Cuts what comes from a PLC into answers. */
export function s7AnswerFramer(): ScanFramer<{ readonly answer: S7Answer }> {
  return new ScanFramer((bytes, from) => {
    if (!mayBeAnswer(bytes, from)) return 'no';
    const whole = scanTpkt(bytes, from);
    if (typeof whole === 'string') return whole;
    const answer = decodeAnswer(whole.frame.bytes);
    return answer === null ? 'no' : { frame: { answer }, length: whole.length };
  }, frameBytesMax);
}

/** Whether an answer may begin like this: the lengths that TPKT and S7 say must agree before any byte is waited for. */
function mayBeAnswer(bytes: Uint8Array, from: number): boolean {
  const cotp = bytes[from + 5];
  if (cotp === undefined || cotp === connectConfirm) return true;
  const at = from + tpktBytes + cotpBytes;
  if (bytes.length < at + answerHeaderBytes) return cotp === dataFrame;
  const said = answerHeaderBytes + wordAt(bytes, at + 6) + wordAt(bytes, at + 8);
  return cotp === dataFrame && wordAt(bytes, from + 2) === tpktBytes + cotpBytes + said;
}

/** Cuts what comes from us into questions: for a simulator. */
export function s7QueryFramer(): ScanFramer<S7Asked> {
  return new ScanFramer((bytes, from) => {
    const whole = scanTpkt(bytes, from);
    if (typeof whole === 'string') return whole;
    const asked = parseQuery(whole.frame.bytes);
    return asked === null ? 'no' : { frame: asked, length: whole.length };
  }, frameBytesMax);
}

function scanTpkt(bytes: Uint8Array, from: number): Scan<{ readonly bytes: Uint8Array }> {
  if (bytes[from] !== 3 || (bytes[from + 1] ?? 0) !== 0) return 'no';
  if (bytes.length < from + tpktBytes) return 'wait';
  const length = wordAt(bytes, from + 2);
  if (length < tpktBytes + cotpBytes || length > frameBytesMax) return 'no';
  if (bytes.length < from + length) return 'wait';
  return { frame: { bytes: bytes.slice(from, from + length) }, length };
}

function decodeAnswer(bytes: Uint8Array): S7Answer | null {
  if (bytes[5] === connectConfirm) return { kind: 'connected' };
  if (bytes[4] !== 2 || bytes[5] !== dataFrame || !((bytes[6] ?? 0) & lastFragment)) return null;
  const body = bytes.subarray(tpktBytes + cotpBytes);
  if (body[0] !== protocolId || body[1] !== jobAnswer) return null;
  const [number, parameterBytes, dataBytes] = [wordAt(body, 4), wordAt(body, 6), wordAt(body, 8)];
  const error = wordAt(body, headerBytes);
  const parametersAt = answerHeaderBytes;
  if (body.length !== parametersAt + parameterBytes + dataBytes) return null;
  const parameters = body.subarray(parametersAt, parametersAt + parameterBytes);
  if (parameters[0] === setupJob) return { kind: 'setup', number, error };
  // A job that failed as a whole has no parameters in some PLCs.
  if (error !== 0) return { kind: 'read', number, error, items: [] };
  if (parameters[0] !== readJob) return null;
  const items = readItems(body.subarray(parametersAt + parameterBytes), parameters[1] ?? 0);
  return items === null ? null : { kind: 'read', number, error, items };
}

function readItems(data: Uint8Array, count: number): readonly (Uint8Array | number)[] | null {
  const items: (Uint8Array | number)[] = [];
  let at = 0;
  for (let left = count; left > 0; left--) {
    if (at + 4 > data.length) return null;
    const [code = 0, size = 0] = data.subarray(at, at + 2);
    // Lengths count bits for integers and bit strings, bytes for reals and octet strings.
    const length = size >= 3 && size <= 5 ? wordAt(data, at + 2) / 8 : wordAt(data, at + 2);
    const taken = code === readOk ? length : 0;
    if (!Number.isInteger(taken) || at + 4 + taken > data.length) return null;
    items.push(code === readOk ? data.slice(at + 4, at + 4 + taken) : code);
    at += 4 + taken + (taken % 2);
  }
  return items;
}

/** An answer as a PLC says it: what a simulator needs. */
export function encodeAnswer(answer: S7Answer): Uint8Array {
  if (answer.kind === 'connected') {
    return tpkt([17, connectConfirm, 0, 1, 0, 2, 0, 0xc0, 1, 10, 0xc1, 2, 1, 0, 0xc2, 2, 1, 0]);
  }
  const parameters =
    answer.kind === 'setup'
      ? [setupJob, 0, ...word(1), ...word(1), ...word(240)]
      : [readJob, answer.items.length];
  const data = answer.kind === 'setup' ? [] : answer.items.flatMap(answerItem);
  const lengths = [...word(parameters.length), ...word(data.length), ...word(answer.error)];
  const header = [protocolId, jobAnswer, 0, 0, ...word(answer.number), ...lengths];
  return tpkt([2, dataFrame, lastFragment, ...header, ...parameters, ...data]);
}

function answerItem(
  item: Uint8Array | number,
  index: number,
  all: readonly (Uint8Array | number)[],
): readonly number[] {
  if (typeof item === 'number') return [item, 0, 0, 0];
  const isLast = index === all.length - 1;
  const fill = item.length % 2 === 1 && !isLast ? [0] : [];
  return [readOk, 4, ...word(item.length * 8), ...item, ...fill];
}
