import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const startMsMax = 60_000;

/** A real station in a process of its own, on a data folder of its own. */
export interface RunningStation {
  readonly url: string;
  readonly dataFolder: string;
  /** Kills the process without warning and starts it again on the same folder and port. */
  kill(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts `artisan start` on a free port and waits until it answers. */
export async function startStation(): Promise<RunningStation> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'artisan-e2e-'));
  let port = '0';
  let child = await launch(dataFolder, port);
  const url = () =>
    JSON.parse(readFileSync(join(dataFolder, 'station.json'), 'utf8')).url as string;
  port = new URL(url()).port;
  return {
    get url() {
      return url();
    },
    dataFolder,
    async kill() {
      child.kill('SIGKILL');
      await exited(child);
    },
    async restart() {
      child = await launch(dataFolder, port);
    },
    async stop() {
      child.kill('SIGTERM');
      await exited(child);
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

async function launch(dataFolder: string, port: string): Promise<ChildProcess> {
  const main = join(root, 'apps/station/src/main.ts');
  const child = spawn(process.execPath, [main, 'start', '--port', port], {
    cwd: root,
    env: { ...process.env, ARTISAN_DATA: dataFolder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const deadline = Date.now() + startMsMax;
  while (Date.now() < deadline) {
    if (child.exitCode !== null)
      throw new Error(`the station ended with ${child.exitCode}: ${said}`);
    if (existsSync(join(dataFolder, 'station.json')) && (await answers(dataFolder))) return child;
    await new Promise((done) => setTimeout(done, 50));
  }
  child.kill('SIGKILL');
  throw new Error(`the station did not answer within ${startMsMax} ms: ${said}`);
}

async function answers(dataFolder: string): Promise<boolean> {
  try {
    const { url } = JSON.parse(readFileSync(join(dataFolder, 'station.json'), 'utf8'));
    return (await fetch(`${url}/api/v1/health`)).ok;
  } catch {
    return false;
  }
}

function exited(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((done) => child.once('exit', () => done()));
}
