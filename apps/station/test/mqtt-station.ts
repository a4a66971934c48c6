import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { BrokerConfig, StationConfig } from '@artisan-ts/contracts';
import { silentLogger } from '@artisan-ts/testkit';
import { StationClient } from '#client/station-client.ts';
import { openData } from '#host/open-data.ts';
import { type RunningStation, runStation } from '#host/run-station.ts';

/** What the log says happened, by whom and to whom. */
interface AuditedChange {
  readonly action: string;
  readonly actor: { readonly kind: string; readonly id: string };
  readonly object: { readonly type: string; readonly id: string };
}

/** A real station in this process, on its own folder, with a broker. */
export class MqttStation {
  readonly folder = mkdtempSync(join(tmpdir(), 'artisan-mqtt-'));
  readonly #broker: BrokerConfig;
  #running: RunningStation | null = null;

  constructor(broker: BrokerConfig) {
    this.#broker = broker;
  }

  get url(): string {
    return this.#running?.url ?? '';
  }

  /** The whole audit log, read beside the running station. */
  auditEntries(): readonly AuditedChange[] {
    const db = new DatabaseSync(join(this.folder, 'main.db'), { readOnly: true });
    try {
      const rows = db.prepare('SELECT text FROM audit_entry ORDER BY seq').all();
      return rows.map(({ text }) => JSON.parse(String(text)) as AuditedChange);
    } finally {
      db.close();
    }
  }

  get client(): StationClient {
    return new StationClient({ url: this.#running?.url, dataFolder: this.folder });
  }

  async start(): Promise<void> {
    const config: StationConfig = {
      port: 0,
      listen: '127.0.0.1',
      allowedHosts: [],
      broker: this.#broker,
    };
    this.#running = await runStation({
      data: openData(this.folder),
      dataFolder: this.folder,
      config,
      logger: silentLogger,
      hasScreen: false,
      tell: () => undefined,
    });
  }

  async stop(): Promise<void> {
    await this.#running?.stop();
    this.#running = null;
  }

  async dispose(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
