import { ArtisanError, type DurationMs, usPerMs } from '@artisan-ts/domain';
import type { Clock, Connection, ConnectionReport, ConnectionStep } from '@artisan-ts/runtime';
import type { Tc4Field } from '#tc4/channels.ts';
import { readCommand } from '#tc4/conversation.ts';
import { encodeCommand, LineAssembler, type Tc4Reply } from '#tc4/frame.ts';
import type { Tc4Settings } from '#tc4/settings.ts';
import type { QueryTransport } from '#wire/query-transport.ts';

interface TestParts {
  readonly settings: Tc4Settings;
  readonly transport: QueryTransport;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** A board that restarts on opening is asked again until it is surely up. */
const readTries = 4;

/**
 * Looks whether a TC4 is there. Sends READ and nothing else, a query that changes nothing: neither channels nor
 * unit nor filter are set, so the values are told in the unit that the board happens to have and no sample is
 * claimed.
 */
export async function testTc4(parts: TestParts): Promise<ConnectionReport> {
  const { transport, signal } = parts;
  let connection: Connection;
  try {
    connection = await transport.open(signal);
  } catch (error) {
    const fault = ArtisanError.accept(error);
    return report([{ name: 'Open the port', ok: false, detail: fault.message }]);
  }
  const opened = { name: 'Open the port', ok: true, detail: `${transport.description} is open.` };
  try {
    return report([opened, await askOnce(parts, connection)]);
  } finally {
    await connection.close();
  }
}

function report(steps: readonly ConnectionStep[]): ConnectionReport {
  return { ok: steps.every((step) => step.ok), steps, sample: null };
}

const askName = `Ask ${readCommand} (a query; nothing else is sent)`;

async function askOnce(parts: TestParts, connection: Connection): Promise<ConnectionStep> {
  const { clock, settings, signal } = parts;
  const stop = new AbortController();
  const abort = (): void => stop.abort(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  let lastRemark: string | null = null;
  const answer = firstAnswer(connection, clock, (remark) => {
    lastRemark = remark;
  });
  const timeoutMs = (settings.plan.replyTimeoutUs / usPerMs) as DurationMs;
  const asking = async (): Promise<null> => {
    for (let tries = 0; tries < readTries; tries++) {
      await connection.write(encodeCommand(readCommand));
      await clock.sleep(timeoutMs, stop.signal);
    }
    return null;
  };
  try {
    const fields = await Promise.race([answer, asking()]);
    return fields === null
      ? { name: askName, ok: false, detail: silence(lastRemark) }
      : { name: askName, ok: true, detail: answerInWords(fields, settings) };
  } catch (error) {
    signal.throwIfAborted();
    return { name: askName, ok: false, detail: ArtisanError.accept(error).message };
  } finally {
    signal.removeEventListener('abort', abort);
    stop.abort();
  }
}

/** Listens until temperatures come; tells what else was heard. Rejects when the board is lost. */
function firstAnswer(
  connection: Connection,
  clock: Clock,
  onRemark: (remark: string) => void,
): Promise<readonly Tc4Field[]> {
  const assembler = new LineAssembler();
  return new Promise((resolve, reject) => {
    connection.onClose((fault) => fault && reject(fault));
    connection.onData((bytes) => {
      for (const { reply } of assembler.push(bytes, clock.monoUs())) {
        if (reply.kind === 'fields') resolve(reply.fields);
        else onRemark(inWords(reply));
      }
    });
  });
}

function answerInWords(fields: readonly Tc4Field[], { plan }: Tc4Settings): string {
  const values = `The board answered ${fields.join(', ')} (ambient first) in the unit it has now.`;
  return fields.length >= plan.fieldCount
    ? values
    : `${values} These are ${fields.length} values; ${plan.fieldCount} are expected once its channels are set.`;
}

function silence(lastRemark: string | null): string {
  const advice = 'Check that the board has power, that this is its port, and the baud rate.';
  return lastRemark === null
    ? `No answer. ${advice}`
    : `Something came, but no temperatures; the last was ${lastRemark}. ${advice}`;
}

function inWords(reply: Exclude<Tc4Reply, { kind: 'fields' }>): string {
  switch (reply.kind) {
    case 'comment':
      return `the remark "${reply.text}"`;
    case 'blank':
      return 'an empty line';
    case 'garbage':
      return reply.why;
  }
}
