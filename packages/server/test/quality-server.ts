import { stationConfig } from '@artisan-ts/contracts';
import { type PhotoId, seededStream, WallMs } from '@artisan-ts/domain';
import { createStation, type PhotoFiles } from '@artisan-ts/runtime';
import {
  buildRoastRecord,
  CountingIds,
  MemoryReadingStore,
  MemoryRoastStore,
  recordingLogger,
  SimulatedClock,
  SimulatedDisk,
  settle,
} from '@artisan-ts/testkit';
import { expect } from 'vitest';
import { createApp } from '../src/server.ts';
import { plainPrinter } from './plain-printer.ts';
import { problemIn } from './test-server.ts';

/** The API on a real station whose disk and clock are simulated; one imported roast is in its store. */
export class QualityServer {
  readonly clock = new SimulatedClock();
  readonly disk = new SimulatedDisk(this.clock);
  readonly pictures = new Map<PhotoId, Uint8Array>();
  readonly roast = buildRoastRecord(1, { title: 'Yirga' });
  readonly #ids = new CountingIds();
  #roasts = new MemoryRoastStore(this.disk);
  #app = this.#open();
  #keys = 0;

  async get(path: string) {
    return (await (await this.#app).inject({ method: 'GET', url: url(path), headers })).json();
  }

  /** Asks for a change that must be granted; gives the answer. */
  async change(method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: object | Buffer) {
    const response = await this.ask(method, path, body);
    expect(response.statusCode, response.body).toBeLessThan(300);
    return response.json();
  }

  /** Asks for a change that must be refused; gives the status and the code. */
  async refused(method: 'POST' | 'PATCH' | 'DELETE' | 'GET', path: string, body?: object | Buffer) {
    const told = problemIn(await this.ask(method, path, body));
    return [told.status, told.code];
  }

  /** Each change has a key of its own, unless the test gives one. */
  async ask(
    method: 'POST' | 'PATCH' | 'DELETE' | 'GET',
    path: string,
    body?: object | Buffer,
    sameKey?: string,
  ) {
    this.#keys += 1;
    const key = { 'idempotency-key': sameKey ?? `key-${this.#keys}` };
    const type = Buffer.isBuffer(body) ? { 'content-type': 'application/octet-stream' } : {};
    return (await this.#app).inject({
      method,
      url: url(path),
      headers: { ...headers, ...key, ...type },
      ...(body === undefined ? {} : { payload: body }),
    });
  }

  async importRoast(): Promise<void> {
    await this.#roasts.importRoast(this.roast, {
      kind: 'roast.imported',
      roastId: this.roast.id,
      revision: 1,
      wallMs: WallMs(0),
    });
  }

  /** Does things side by side whose writes all wait for the disk before the first of them is done. */
  async whileDiskStalls(work: () => readonly Promise<unknown>[]): Promise<void> {
    this.disk.stall();
    const all = Promise.all(work());
    for (let turn = 0; turn < 20; turn += 1) await settle();
    this.disk.resume();
    await all;
  }

  /** The process dies and another one opens what is on disk. */
  async reopen(): Promise<void> {
    await this.close();
    this.disk.crash();
    this.#roasts = new MemoryRoastStore(this.disk);
    this.#app = this.#open();
  }

  async close(): Promise<void> {
    await (await this.#app).close();
  }

  #open() {
    const { clock } = this;
    const logger = recordingLogger();
    const photos: PhotoFiles = {
      save: async (_roastId, { id }, bytes) => void this.pictures.set(id, bytes),
      read: async (_roastId, { id }) => this.pictures.get(id) ?? null,
      forget: async () => undefined,
    };
    const station = createStation({
      clock,
      ids: this.#ids,
      logger,
      photos,
      entropy: seededStream(1, 'codes'),
      readings: new MemoryReadingStore(this.disk),
      roasts: this.#roasts,
      drivers: [],
      systemBoot: 'boot',
    });
    return createApp({
      station,
      answers: this.#roasts,
      config: stationConfig.parse({ port: 0 }),
      program: { version: '1.2.3', startedWallMs: WallMs(0), dataFolder: '/data' },
      uiFolder: null,
      clock,
      logger,
      printer: plainPrinter,
    });
  }
}

const headers = { host: 'localhost' };

function url(path: string): string {
  return `/api/v1/${path}`;
}
