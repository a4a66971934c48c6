import { resolve } from 'node:path';
import { ok, type Result } from '@artisan-ts/domain';
import { Command, InvalidArgumentError, Option } from 'commander';
import { type Answer, runsWith, type Session, type Shell } from '#cli/session.ts';
import { readRoast } from '#files/read-roast.ts';
import { replayFile } from '#replay/file-replay.ts';
import { verdictText } from '#replay/verdict-text.ts';

const speedRange = { min: 1, max: 100 };

interface ReplayOptions {
  readonly speed: number;
  readonly wire?: 'tc4';
  readonly keep?: boolean;
}

/** `artisan replay FILE`: a recorded roast into the running station, as if it were roasted now. */
export function replayCommand(shell: Shell): Command {
  const command = new Command('replay')
    .description('play a recorded roast into the running station')
    .argument('<file>', 'a roast file')
    .option('--speed <n>', 'times real time, 1 to 100', speedOf, 1)
    .addOption(
      new Option(
        '--wire <device>',
        'through a simulated board and a serial port (needs socat), then compare what was saved',
      ).choices(['tc4']),
    )
    .option('--keep', 'leave the machine in the station afterwards');
  return command.action(
    runsWith(shell, async (session, file) => {
      const options = command.opts<ReplayOptions>();
      const stop = new AbortController();
      const abort = (): void => stop.abort();
      process.once('SIGINT', abort).once('SIGTERM', abort);
      try {
        return options.wire
          ? await overWire(session, file, options, stop.signal)
          : await plain(session, file, options, stop.signal);
      } finally {
        process.off('SIGINT', abort).off('SIGTERM', abort);
      }
    }),
  );
}

async function overWire(
  session: Session,
  path: string,
  { speed, keep }: ReplayOptions,
  signal: AbortSignal,
): Promise<Result<Answer>> {
  const file = readRoast(path);
  if (!file.ok) return file;
  // Loaded here: the serial port's native code is for this alone.
  const { replayOverWire } = await import('#replay/wire-replay.ts');
  const replayed = await replayOverWire({
    record: file.value.record,
    client: session.client(),
    speed,
    keep: keep ?? false,
    tell: (line) => session.progress(line),
    signal,
  });
  if (!replayed.ok) return replayed;
  const isBad = !replayed.value.verdict.isEqual;
  return ok({ json: replayed.value, lines: verdictText(replayed.value), isBad });
}

async function plain(
  session: Session,
  path: string,
  { speed, keep }: ReplayOptions,
  signal: AbortSignal,
): Promise<Result<Answer>> {
  const file = readRoast(path);
  if (!file.ok) return file;
  const replayed = await replayFile({
    path: resolve(path),
    title: file.value.record.title,
    client: session.client(),
    speed,
    keep: keep ?? false,
    tell: (line) => session.progress(line),
    signal,
  });
  if (!replayed.ok) return replayed;
  const { roastId, samples } = replayed.value;
  return ok({ json: replayed.value, lines: [`${samples} samples, saved as ${roastId}`] });
}

function speedOf(text: string): number {
  const speed = Number(text);
  if (speed >= speedRange.min && speed <= speedRange.max) return speed;
  throw new InvalidArgumentError(`a number from ${speedRange.min} to ${speedRange.max}.`);
}
