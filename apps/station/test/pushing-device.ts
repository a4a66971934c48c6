import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** What a device was told of a reading. */
export interface PushAnswer {
  readonly seq: number | null;
  readonly taken?: boolean;
  readonly remark?: string | null;
  readonly code?: string;
  readonly detail?: string;
}

/** How the end of a connection was told; null: it was not. */
export interface Goodbye {
  readonly code: number;
  readonly why: string;
}

const textFrame = 0x81;
const maskedBit = 0x80;
const closeOpcode = 0x8;
const pingOpcode = 0x9;
const pongFrame = 0x8a;
const inTwoBytes = 126;

/**
 * Plays a device that pushes its readings over a WebSocket, written from RFC 6455 alone, so that it can be cut off within a
 * frame.
 */
export class PushingDevice {
  readonly answers: PushAnswer[] = [];
  goodbye: Goodbye | null = null;
  readonly #socket: Socket;
  #heard = Buffer.alloc(0);
  #isOpen = false;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (bytes: Buffer) => this.#hear(bytes));
    // However it ends: the device comes again.
    socket.on('error', () => undefined);
  }

  /** Resolves when the station let it in. @throws Error with the status when it did not, or cannot be reached */
  static async connect(url: string, machineId: string, token?: string): Promise<PushingDevice> {
    const { hostname, port, host } = new URL(url);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    const lines = [
      `GET /api/v1/machines/${machineId}/readings HTTP/1.1`,
      `Host: ${host}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
      ...(token === undefined ? [] : [`Authorization: Bearer ${token}`]),
    ];
    socket.write(`${lines.join('\r\n')}\r\n\r\n`);
    const device = new PushingDevice(socket);
    await device.#opened();
    return device;
  }

  /** `cutAfter`: the cable is pulled after so much of the frame, from 0 to 1; absent: all of it is sent. */
  push(body: object, cutAfter?: number): void {
    const frame = masked(textFrame, Buffer.from(JSON.stringify(body)));
    if (cutAfter === undefined) this.#socket.write(frame);
    else {
      const part = frame.subarray(0, Math.floor(cutAfter * frame.length));
      this.#socket.write(part, () => this.#socket.destroy());
    }
  }

  /** Pulls the cable. */
  cut(): void {
    this.#socket.destroy();
  }

  get isCut(): boolean {
    return this.#socket.destroyed;
  }

  #opened(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#socket.once('close', () => reject(new Error('the station hung up')));
      this.#onOpen = (status) => {
        if (status === 101) resolve();
        else reject(new Error(`the station answered ${status}`));
      };
    });
  }

  #onOpen: (status: number) => void = () => undefined;

  #hear(bytes: Buffer): void {
    this.#heard = Buffer.concat([this.#heard, bytes]);
    if (!this.#isOpen) {
      const end = this.#heard.indexOf('\r\n\r\n');
      if (end === -1) return;
      const status = Number(this.#heard.subarray(9, 12).toString());
      this.#heard = this.#heard.subarray(end + 4);
      this.#isOpen = status === 101;
      this.#onOpen(status);
    }
    while (this.#isOpen && this.#takeFrame());
  }

  /** A server's frames are not masked; its answers are far below 64 KiB. */
  #takeFrame(): boolean {
    const heard = this.#heard;
    const [first = 0, short = 0] = heard;
    const headLength = short === inTwoBytes ? 4 : 2;
    if (heard.length < headLength) return false;
    const length = short === inTwoBytes ? heard.readUInt16BE(2) : short;
    if (heard.length < headLength + length) return false;
    const payload = heard.subarray(headLength, headLength + length);
    this.#heard = heard.subarray(headLength + length);
    const opcode = first & 0x0f;
    if (opcode === pingOpcode) this.#socket.write(masked(pongFrame, payload));
    else if (opcode === closeOpcode) {
      this.goodbye = { code: payload.readUInt16BE(0), why: payload.subarray(2).toString() };
      this.#socket.end();
    } else this.answers.push(JSON.parse(payload.toString()) as PushAnswer);
    return true;
  }
}

function masked(first: number, payload: Buffer): Buffer {
  const head =
    payload.length < inTwoBytes
      ? Buffer.from([first, maskedBit | payload.length])
      : Buffer.from([first, maskedBit | inTwoBytes, payload.length >> 8, payload.length & 0xff]);
  const mask = randomBytes(4);
  const body = payload.map((byte, at) => byte ^ (mask[at % 4] ?? 0));
  return Buffer.concat([head, mask, body]);
}
