import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { problem, stationConfig } from '@artisan-ts/contracts';
import { WallMs } from '@artisan-ts/domain';
import {
  MemoryRoastStore,
  recordingLogger,
  SimulatedClock,
  SimulatedDisk,
} from '@artisan-ts/testkit';
import { expect } from 'vitest';
import type { App } from '../src/http/app.ts';
import { createApp, type ServerOptions } from '../src/server.ts';
import { FakeStation, machine } from './fake-station.ts';
import { plainPrinter } from './plain-printer.ts';

export const marksPath = `/api/v1/machines/${machine.id}/marks`;
export const charge = { kind: 'charge', action: 'set' };

type Headers = Readonly<Record<string, string>>;

/** A server on a fake station and a simulated disk, asked without a network. */
export class TestServer {
  readonly station = new FakeStation();
  readonly clock = new SimulatedClock();
  readonly disk = new SimulatedDisk(this.clock);
  readonly logger = recordingLogger();
  readonly uiFolder = builtScreen();
  readonly options: ServerOptions = {
    station: this.station,
    answers: new MemoryRoastStore(this.disk),
    config: stationConfig.parse({ port: 0 }),
    program: { version: '1.2.3', startedWallMs: WallMs(0), dataFolder: '/data' },
    uiFolder: this.uiFolder,
    clock: this.clock,
    logger: this.logger,
    printer: plainPrinter,
  };
  readonly #app: Promise<App> = createApp(this.options);

  async get(url: string, headers: Headers = {}) {
    return (await this.#app).inject({
      method: 'GET',
      url,
      headers: { host: 'localhost', ...headers },
    });
  }

  async delete(url: string, headers: Headers = {}) {
    return (await this.#app).inject({
      method: 'DELETE',
      url,
      headers: { host: 'localhost', ...headers },
    });
  }

  /** Any method, with an empty body where one belongs. */
  async ask(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, headers: Headers = {}) {
    const all = { host: 'localhost', ...headers };
    const payload = method === 'POST' || method === 'PATCH' ? { payload: {} } : {};
    return (await this.#app).inject({ method, url, headers: all, ...payload });
  }

  async preflight(url: string, headers: Headers) {
    return (await this.#app).inject({ method: 'OPTIONS', url, headers });
  }

  async post(url: string, payload: object | string | Buffer, headers: Headers = {}) {
    const all = { host: 'localhost', ...headers };
    return (await this.#app).inject({ method: 'POST', url, payload, headers: all });
  }

  async close(): Promise<void> {
    await (await this.#app).close();
    rmSync(this.uiFolder, { recursive: true });
  }
}

/** The problem details of an answer, which say nothing about the inside of the program. */
export function problemIn(response: { readonly body: string; readonly headers: object }) {
  expect(response.headers).toHaveProperty('content-type', 'application/problem+json');
  expect(response.body).not.toMatch(/\.ts:\d+|node_modules|\\n +at /);
  return problem.parse(JSON.parse(response.body));
}

function builtScreen(): string {
  const folder = mkdtempSync(join(tmpdir(), 'artisan-ui-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Artisan</title>');
  writeFileSync(join(folder, 'assets', 'index-abc123.js'), 'export {};');
  return folder;
}
