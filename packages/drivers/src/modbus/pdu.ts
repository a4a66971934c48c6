/**
 * The functions of Modbus that read, and no other. What is not in this table cannot be said by this program, nor does
 * its transport let it through.
 *
 * Source: MODBUS Application Protocol V1.1b3, 6.1 to 6.4.
 */
export const readFunctions = {
  1: 'coils',
  2: 'discrete inputs',
  3: 'holding registers',
  4: 'input registers',
} as const;
export type ReadFunction = keyof typeof readFunctions;

/** Whether a function code is one that reads. */
export function isReadFunction(code: number | undefined): code is ReadFunction {
  return code !== undefined && code in readFunctions;
}

/** What is asked: so many registers (or bits) from an address, both as they go over the wire. */
export interface ReadRequest {
  readonly function: ReadFunction;
  /** Raw address, from 0: 40001 of a manual is function 3, address 0. */
  readonly address: number;
  readonly count: number;
}

/** Most that one answer holds. Source: V1.1b3, 6.1 and 6.3. */
export const registersMax = 125;
export const bitsMax = 2000;

/** Whether a function reads bits and not registers. */
export function readsBits(code: ReadFunction): boolean {
  return code === 1 || code === 2;
}

/** Bytes of data in the answer to a request. */
export function answerBytes({ function: code, count }: ReadRequest): number {
  return readsBits(code) ? Math.ceil(count / 8) : count * 2;
}

/** What a device answered. */
export type ModbusAnswer =
  | { readonly kind: 'data'; readonly function: ReadFunction; readonly data: Uint8Array }
  | { readonly kind: 'exception'; readonly function: ReadFunction; readonly code: number };

const requestBytes = 5;
const exceptionBit = 0x80;

/** The request as it stands in a frame of any wire. */
export function encodeRequest({ function: code, address, count }: ReadRequest): Uint8Array {
  return Uint8Array.of(code, address >> 8, address & 0xff, count >> 8, count & 0xff);
}

/** The request that these bytes are; null when they are anything but a whole query. */
export function decodeRequest(pdu: Uint8Array): ReadRequest | null {
  const [code, addressHigh = 0, addressLow = 0, countHigh = 0, countLow = 0] = pdu;
  if (pdu.length !== requestBytes || !isReadFunction(code)) return null;
  const count = countHigh * 256 + countLow;
  if (count < 1 || count > (readsBits(code) ? bitsMax : registersMax)) return null;
  return { function: code, address: addressHigh * 256 + addressLow, count };
}

/** The answer that these bytes are; null when they are none. */
export function decodeAnswer(pdu: Uint8Array): ModbusAnswer | null {
  const [first = 0, second = 0] = pdu;
  const code = first & ~exceptionBit;
  if (!isReadFunction(code)) return null;
  if (first & exceptionBit) {
    return pdu.length === 2 ? { kind: 'exception', function: code, code: second } : null;
  }
  if (pdu.length !== 2 + second || second === 0) return null;
  return { kind: 'data', function: code, data: pdu.slice(2) };
}

/** Bytes that an answer has in all, from as many of its first bytes as there are; null: none begins like this. */
export function answerLength(first: number | undefined, second: number | undefined): number | null {
  if (first === undefined) return 2;
  if (!isReadFunction(first & ~exceptionBit)) return null;
  if (first & exceptionBit || second === undefined) return 2;
  return second === 0 ? null : 2 + second;
}

/** What a device means by an exception. Source: V1.1b3, 7. */
export const exceptionWords: Readonly<Record<number, string>> = {
  1: 'it does not know this function; try another (3 holding, 4 input registers)',
  2: 'it has no such registers; check the addresses, which count from 0',
  3: 'it does not give so many at once',
  4: 'it failed while reading',
  6: 'it is busy',
  10: 'the gateway cannot reach it',
  11: 'the gateway got no answer from it',
};
