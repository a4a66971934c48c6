import { DurationMs, type MachineId, usPerSecond } from '@artisan-ts/domain';
import type { Clock, Pushing } from '@artisan-ts/runtime';
import type { RawData, WebSocket } from 'ws';
import { answerText, failureOf, readingIn, seqIn } from '#push/push-frame.ts';
import { policyViolation } from '#sockets/watch-over.ts';

/** Devices of a roastery, and for each some connections that it lost and that are not found dead yet. */
const devicesMax = 64;
/** Messages in a second: ten times the fastest machine. What comes faster is a fault, and must not delay the recorder. */
const messagesMax = 100;
const tooFastWords = `more than ${messagesMax} messages in a second; push at the interval of the machine`;
/** A device for whom so much waits does not read its answers. */
const waitingBytesMax = 64 * 1024;
/** How long devices are waited for when the station stops. */
const goodbyeMs = DurationMs(1_000);

/** Close codes of RFC 6455, 7.4.1. */
const goingAway = 1001;
const textOnly = 1003;

/** Every device that pushes over a WebSocket. */
export class PushRoom {
  readonly #pushing: Pushing;
  readonly #clock: Clock;
  readonly #devices = new Set<WebSocket>();

  constructor(pushing: Pushing, clock: Clock) {
    this.#pushing = pushing;
    this.#clock = clock;
  }

  get isFull(): boolean {
    return this.#devices.size >= devicesMax;
  }

  enter(socket: WebSocket, machineId: string): void {
    this.#devices.add(socket);
    socket.once('close', () => this.#devices.delete(socket));
    // A message that breaks the protocol is answered with its close code by the library.
    socket.on('error', () => undefined);
    const pace = new Pace(this.#clock);
    const line = new AnswerLine(socket);
    socket.on('message', (data: RawData, isBinary: boolean) => {
      if (socket.readyState !== socket.OPEN) return;
      if (!pace.allows()) return socket.close(policyViolation, tooFastWords);
      if (isBinary) return socket.close(textOnly, 'a reading is one JSON object in a text message');
      // The library hands over whole messages as one buffer.
      line.answer(this.#answerTo(Buffer.isBuffer(data) ? data : Buffer.alloc(0), machineId));
    });
  }

  /** What is pushed is a reading of the moment at which it came, whatever is still to be answered before it. */
  async #answerTo(bytes: Buffer, machineId: string): Promise<string> {
    const reading = readingIn(bytes);
    if (!reading.ok) return answerText(seqIn(bytes), reading);
    const { seq = null } = reading.value;
    const receive = () => this.#pushing.receive(machineId as MachineId, reading.value);
    const answer = await receive().catch((error: unknown) => failureOf(error));
    return answerText(seq, answer);
  }

  /** Tells every device to come again, and ends those that do not hear it. */
  async close(): Promise<void> {
    const gone = [...this.#devices].map(
      (socket) => new Promise<void>((resolve) => socket.once('close', () => resolve())),
    );
    for (const socket of this.#devices) {
      socket.close(goingAway, 'the station stops; what was not answered may not be on disk');
    }
    const enough = new AbortController();
    const tooLong = this.#clock.sleep(goodbyeMs, enough.signal).catch(() => undefined);
    await Promise.race([Promise.all(gone), tooLong]);
    enough.abort();
    for (const socket of this.#devices) socket.terminate();
  }
}

/** Answers of one device, in the order of its readings. */
class AnswerLine {
  readonly #socket: WebSocket;
  #turn: Promise<void> = Promise.resolve();

  constructor(socket: WebSocket) {
    this.#socket = socket;
  }

  answer(text: Promise<string>): void {
    this.#turn = this.#turn.then(async () => this.#say(await text));
  }

  #say(text: string): void {
    const socket = this.#socket;
    if (socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount > waitingBytesMax) socket.terminate();
    else socket.send(text);
  }
}

/** Counts what comes within each second. */
class Pace {
  readonly #clock: Clock;
  #sinceUs: number;
  #count = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#sinceUs = clock.monoUs();
  }

  allows(): boolean {
    const nowUs = this.#clock.monoUs();
    if (nowUs - this.#sinceUs >= usPerSecond) {
      this.#sinceUs = nowUs;
      this.#count = 0;
    }
    this.#count += 1;
    return this.#count <= messagesMax;
  }
}
