import { ArtisanError, type Refusal, type Result, refuse } from '@artisan-ts/domain';
import type { Command } from 'commander';
import { plain } from '#cli/text.ts';
import { StationClient } from '#client/station-client.ts';
import { dataFolderOf } from '#config/data-folder.ts';
import type { LogLevel } from '#platform/log.ts';

/** What a command has to say at its end: for programs and for people. */
export interface Answer {
  readonly json: unknown;
  readonly lines: readonly string[];
  /** The command did its work and found something wrong: exit code 1. */
  readonly isBad?: boolean;
}

/** Options that every command understands. */
export interface GlobalOptions {
  readonly json?: boolean;
  readonly data?: string;
  readonly station?: string;
  readonly as?: string;
  readonly log: LogLevel;
}

/** Where a command was called, and where its words go. */
export interface Shell {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/** One call of a command. */
export class Session {
  readonly dataFolder: string;
  readonly logLevel: LogLevel;
  readonly env: Shell['env'];
  readonly #options: GlobalOptions;
  readonly #shell: Shell;

  constructor(options: GlobalOptions, shell: Shell) {
    this.#options = options;
    this.#shell = shell;
    this.env = shell.env;
    this.logLevel = options.log;
    this.dataFolder = dataFolderOf(options.data, shell.env);
  }

  /** The way to the station that runs on the data folder, or to the one that was named. */
  client(): StationClient {
    return new StationClient({
      url: this.#options.station ?? this.env['ARTISAN_STATION'],
      dataFolder: this.dataFolder,
      ...(this.#options.as !== undefined && {
        as: { name: this.#options.as, pin: this.env['ARTISAN_PIN'] ?? '' },
      }),
    });
  }

  /** Says how it goes, to people only. */
  progress(line: string): void {
    if (!this.#options.json) this.#shell.out(`${plain(line)}\n`);
  }

  answer({ json, lines, isBad }: Answer): void {
    if (isBad) process.exitCode = 1;
    const text = this.#options.json ? JSON.stringify(json, null, 2) : plain(lines.join('\n'));
    this.#shell.out(`${text}\n`);
  }

  refuse({ code, message }: Refusal): void {
    if (this.#options.json) {
      this.#shell.out(`${JSON.stringify({ error: { code, message } }, null, 2)}\n`);
    } else {
      this.#shell.err(`${plain(message)}\n`);
    }
  }
}

/** Does the work of a command; what it refuses is told in one form and ends with exit code 1. */
export function runsWith(
  shell: Shell,
  work: (session: Session, ...values: string[]) => Promise<Result<Answer | null>>,
): (this: Command, ...given: unknown[]) => Promise<void> {
  return async function act(...given) {
    const session = new Session(this.optsWithGlobals<GlobalOptions>(), shell);
    const named = given.slice(0, this.registeredArguments.length).flat();
    const values = named.filter((value) => value !== undefined).map(String);
    const result = await resultOf(() => work(session, ...values));
    if (!result.ok) {
      session.refuse(result);
      process.exitCode = 1;
    } else if (result.value !== null) {
      session.answer(result.value);
    }
  };
}

async function resultOf<Value>(work: () => Promise<Result<Value>>): Promise<Result<Value>> {
  try {
    return await work();
  } catch (error) {
    const { code, message } = ArtisanError.accept(error);
    return refuse(code, message);
  }
}
