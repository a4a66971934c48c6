import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { skipBecause } from '#data/skip.ts';

/** Where Debian puts the server, a folder for each version. */
const debianFolder = '/usr/lib/postgresql';
const startMs = 60_000;

/** A PostgreSQL server for one suite, with its data in a folder that goes away with it. */
export interface PostgresServer {
  readonly version: string;
  /** Makes an empty database; gives the URL that reaches it. */
  makeDatabase(name: string): string;
  /** The URL of a database that was made. */
  urlOf(name: string): string;
  /** Runs SQL in a database, as whoever owns it may. @throws Error when it fails */
  run(name: string, sql: string): void;
  stop(): Promise<void>;
}

/** How careful a server is: `kept` writes to the disk as in use, `fast` leaves that to the system. */
export type PostgresCare = 'kept' | 'fast';

/**
 * The folder of PostgreSQL's programs, or null when it is not installed: then the suite is skipped and says why. With
 * `ARTISAN_REQUIRE=all` that is a failure instead.
 */
export function requirePostgres(): string | null {
  const versions = existsSync(debianFolder) ? readdirSync(debianFolder) : [];
  const newest = versions.sort((a, b) => Number(b) - Number(a))[0];
  const bin = newest === undefined ? null : join(debianFolder, newest, 'bin');
  if (bin !== null && existsSync(join(bin, 'initdb'))) return bin;
  return skipBecause('PostgreSQL is not installed: apt-get install postgresql');
}

/** Starts a server of its own, reached by a socket in its folder alone. */
export async function startPostgres(bin: string, care: PostgresCare): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'artisan-pg-'));
  const who = otherThanRoot();
  if (who.uid !== undefined) chownSync(folder, who.uid, who.gid ?? who.uid);
  const data = join(folder, 'data');
  const command = (name: string, ...args: readonly string[]): string =>
    execFileSync(join(bin, name), args, { ...who, cwd: folder, encoding: 'utf8', stdio: 'pipe' });
  command('initdb', '-D', data, '-U', 'artisan', '-A', 'trust', '-E', 'UTF8', '--locale=C', '-N');
  const settings = [
    'listen_addresses=',
    `unix_socket_directories=${folder}`,
    'max_connections=100',
    ...(care === 'fast' ? ['fsync=off', 'full_page_writes=off'] : []),
  ];
  const args = ['-D', data, ...settings.flatMap((setting) => ['-c', setting])];
  const server = spawn(join(bin, 'postgres'), args, {
    ...who,
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await ready(server);
  const urlOf = (name: string) =>
    `postgresql://artisan@localhost/${name}?host=${encodeURIComponent(folder)}`;
  return {
    version: command('postgres', '--version').trim(),
    urlOf,
    makeDatabase: (name) => {
      command('createdb', '-h', folder, '-U', 'artisan', name);
      return urlOf(name);
    },
    run: (name, sql) => {
      command('psql', '-h', folder, '-U', 'artisan', '-v', 'ON_ERROR_STOP=1', '-c', sql, name);
    },
    stop: async () => {
      const ended = new Promise((resolve) => server.once('exit', resolve));
      // Fast: open transactions are undone, connections closed.
      server.kill('SIGINT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL refuses to run as root: then as the user its package made, or as nobody. */
function otherThanRoot(): { readonly uid?: number; readonly gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const idOf = (flag: string, user: string): number | null => {
    try {
      return Number(execFileSync('id', [flag, user], { encoding: 'utf8', stdio: 'pipe' }));
    } catch {
      // No such user: the next is tried.
      return null;
    }
  };
  const user = idOf('-u', 'postgres') === null ? 'nobody' : 'postgres';
  return { uid: idOf('-u', user) ?? 65_534, gid: idOf('-g', user) ?? 65_534 };
}

function ready(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    const said: string[] = [];
    const fail = (): void => {
      server.kill('SIGKILL');
      reject(new Error(`PostgreSQL did not start:\n${said.slice(-20).join('\n')}`));
    };
    const limit = setTimeout(fail, startMs);
    server.once('exit', fail);
    if (server.stderr === null) return fail();
    createInterface({ input: server.stderr }).on('line', (line) => {
      said.push(line);
      if (said.length > 100) said.shift();
      if (!line.includes('ready to accept connections')) return;
      clearTimeout(limit);
      server.off('exit', fail);
      resolve();
    });
  });
}
