import { type ModbusMeaning, modbusReadings } from '#modbus/channels.ts';
import { type Addressed, answerFramer, encodeFrame, type ModbusWire } from '#modbus/frame.ts';
import { answerBytes, exceptionWords, type ModbusAnswer, readFunctions } from '#modbus/pdu.ts';
import { batchesOf, type ModbusBatch } from '#modbus/rounds.ts';
import { channelValues } from '#wire/conversation.ts';
import { answersOnly, type PollPlan, type Stamped, type Understood } from '#wire/poll.ts';

/** What is asked of Modbus devices, how their frames look, and what an answer holds. */
export interface ModbusPoll {
  readonly query: ModbusBatch;
  readonly frame: Addressed<ModbusAnswer> & Stamped;
  readonly answer: Uint8Array;
}

/** Times and wire of a conversation. Spans in microseconds of the source's clock. */
export interface ModbusPace {
  readonly wire: ModbusWire;
  readonly intervalUs: number;
  readonly replyTimeoutUs: number;
  readonly gapMax: number;
}

const numbersMax = 0x1_0000;

/** The rounds of a map on a wire. */
export function modbusPlan(meaning: ModbusMeaning, pace: ModbusPace): PollPlan<ModbusPoll> {
  const { wire, intervalUs, replyTimeoutUs, gapMax } = pace;
  const batches = batchesOf(meaning.entries, gapMax);
  const isSerial = wire === 'RTU' || wire === 'ASCII';
  return {
    ...answersOnly,
    greetings: [],
    queries: batches,
    intervalUs,
    replyTimeoutUs,
    // Serial answers do not say which question they belong to: a late one must have come and gone.
    quietUs: isSerial ? replyTimeoutUs : 0,
    advice: isSerial
      ? 'check power and cable, the baud rate and parity, and the device numbers of the map'
      : 'check power and network, the address, and that no other program holds the connection',
    framer: () => answerFramer(wire),
    encode: (batch, number) => encodeFrame(wire, batch.device, batch, number % numbersMax),
    understand: (batch, number, frame) => understand(batch, number % numbersMax, frame),
    values: (answers) => channelValues(modbusReadings(meaning, batches, answers)),
  };
}

function understand(
  batch: ModbusBatch,
  number: number,
  frame: Addressed<ModbusAnswer>,
): Understood<Uint8Array> {
  const { content } = frame;
  const isOurs =
    frame.device === batch.device &&
    content.function === batch.function &&
    (frame.number === null || frame.number === number);
  if (!isOurs) return { kind: 'other' };
  if (content.kind === 'exception') {
    return { kind: 'refused', why: refusal(batch, content.code) };
  }
  if (content.data.length !== answerBytes(batch)) return { kind: 'other' };
  return { kind: 'answer', answer: content.data };
}

function refusal(batch: ModbusBatch, code: number): string {
  const { device, function: read, address, count } = batch;
  const why = exceptionWords[code] ?? `exception ${code}`;
  const what = `${readFunctions[read]} ${address} to ${address + count - 1}`;
  return `Device ${device} refused ${what}: ${why}`;
}
