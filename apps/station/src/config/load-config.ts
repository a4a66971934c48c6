import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  checkAgainst,
  fieldName,
  type StationConfig,
  stationConfig,
  wrongWords,
} from '@artisan-ts/contracts';
import { ok, type Result, refuse } from '@artisan-ts/domain';

/** What was said about a field in one place, and what to call that place in a message. */
interface Layer {
  readonly values: Readonly<Record<string, unknown>>;
  readonly nameOf: (field: readonly PropertyKey[]) => string;
}

/** Where configuration comes from. */
export interface ConfigSources {
  readonly flags: {
    readonly port?: string;
    readonly listen?: string;
    readonly missions?: string;
  };
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly dataFolder: string;
}

/** The configuration: flag, environment, `config.json`, default, in this order, field by field. */
export function loadConfig({ flags, env, dataFolder }: ConfigSources): Result<StationConfig> {
  const path = join(dataFolder, 'config.json');
  const file = readConfigFile(path);
  if (!file.ok) return file;
  const layers: readonly Layer[] = [
    { values: file.value, nameOf: (field) => `${path}: ${fieldName(field)}` },
    {
      values: present({
        port: number(env['ARTISAN_PORT']),
        listen: env['ARTISAN_LISTEN'],
        allowedHosts: list(env['ARTISAN_ALLOWED_HOSTS']),
        missionsDatabase: env['ARTISAN_MISSIONS_DATABASE'],
        auditAnchors: env['ARTISAN_AUDIT_ANCHORS'],
      }),
      nameOf: ([field = '', ...inside]) =>
        fieldName([environmentNames[String(field)] ?? field, ...inside]),
    },
    {
      values: present({
        port: number(flags.port),
        listen: flags.listen,
        missionsDatabase: flags.missions,
      }),
      nameOf: ([field]) => (field === 'missionsDatabase' ? '--missions' : `--${String(field)}`),
    },
  ];
  for (const layer of layers) {
    const checked = checkAgainst(stationConfig, layer.values);
    if (checked.ok) continue;
    return refuse('station.config', wrongWords(checked.wrong, path, layer.nameOf));
  }
  const merged = Object.assign({}, ...layers.map(({ values }) => values));
  return ok(stationConfig.parse(merged));
}

const environmentNames: Readonly<Record<string, string>> = {
  port: 'ARTISAN_PORT',
  listen: 'ARTISAN_LISTEN',
  allowedHosts: 'ARTISAN_ALLOWED_HOSTS',
  missionsDatabase: 'ARTISAN_MISSIONS_DATABASE',
  auditAnchors: 'ARTISAN_AUDIT_ANCHORS',
};

function readConfigFile(path: string): Result<Readonly<Record<string, unknown>>> {
  if (!existsSync(path)) return ok({});
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return ok(value as Record<string, unknown>);
    }
    return refuse('station.config', `${path} is no JSON object: write { } with the settings in it`);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return refuse('station.config', `${path} is not JSON: ${why}`);
  }
}

/** Text that is no number stays text, so that the schema names it as the wrong thing. */
function number(text: string | undefined): number | string | undefined {
  return text === undefined || !/^\d+$/.test(text) ? text : Number(text);
}

function list(text: string | undefined): string[] | undefined {
  return text?.split(',').map((name) => name.trim());
}

function present(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
