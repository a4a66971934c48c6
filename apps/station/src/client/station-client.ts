import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type LiveEventName, problem, whoDto } from '@artisan-ts/contracts';
import { ArtisanError, type ErrorCode, errorCodes } from '@artisan-ts/domain';
import { findStation } from '@artisan-ts/storage';
import { EventTextReader } from '#client/event-text.ts';
import { readLocalToken } from '#host/local-token.ts';

/** Where a station may be. */
export interface StationPlace {
  /** Named by the person who calls; otherwise the data folder tells. */
  readonly url: string | undefined;
  readonly dataFolder: string;
  /** Who asks: signed in for this command. Absent: the command itself, known by the data folder. */
  readonly as?: { readonly name: string; readonly pin: string };
}

interface RequestParts {
  readonly json?: unknown;
  readonly bytes?: Uint8Array;
  /** Seconds to keep trying while the station is away, because it was killed and comes back. */
  readonly patienceS?: number;
}

/** An event of the live stream as it came. */
export interface StationEvent {
  readonly name: LiveEventName;
  readonly data: unknown;
}

/** Between two tries to reach a station that is away. */
const retryMs = 100;
const msPerSecond = 1000;

/** The HTTP API of a running station. Its refusals arrive as ArtisanErrors with the station's own code and words. */
export class StationClient {
  readonly #place: StationPlace;
  #signedIn: Promise<string> | null = null;

  constructor(place: StationPlace) {
    this.#place = place;
  }

  /** @throws ArtisanError `station.not-running`, or what the station refuses */
  get<Answer>(path: string, parts: RequestParts = {}): Promise<Answer> {
    return this.#json('GET', path, parts);
  }

  /** Done once however often it is tried: each call carries a key of its own. */
  post<Answer>(path: string, parts: RequestParts = {}): Promise<Answer> {
    return this.#json('POST', path, parts);
  }

  patch<Answer>(path: string, parts: RequestParts = {}): Promise<Answer> {
    return this.#json('PATCH', path, parts);
  }

  async delete(path: string, parts: RequestParts = {}): Promise<void> {
    await this.#request('DELETE', path, parts);
  }

  async text(path: string): Promise<string> {
    return (await this.#request('GET', path, {})).text();
  }

  async bytes(path: string): Promise<Uint8Array> {
    return new Uint8Array(await (await this.#request('GET', path, {})).arrayBuffer());
  }

  /** The address of the station. @throws ArtisanError `station.not-running` */
  url(): string {
    if (this.#place.url) return this.#place.url.replace(/\/$/, '');
    const station = findStation(this.#place.dataFolder);
    if (station?.file) return station.file.url;
    throw notRunning(
      station
        ? `the station on ${this.#place.dataFolder} is still starting`
        : `no station runs on ${this.#place.dataFolder}`,
    );
  }

  /**
   * What happens at a machine, from now on or from the lead-in of its roast. When the station goes away it is
   * looked for again for `patienceS`, and the stream goes on where it ended; samples may come twice then.
   *
   * @throws ArtisanError `station.not-running` when it does not come back
   */
  async *follow(
    query: { readonly machine?: string; readonly patienceS: number },
    signal: AbortSignal,
  ): AsyncGenerator<StationEvent> {
    let lastId = '';
    const path = `/live${query.machine ? `?machine=${query.machine}` : ''}`;
    while (!signal.aborted) {
      const response = await this.#send(path, query.patienceS, {
        signal,
        headers: lastId === '' ? {} : { 'last-event-id': lastId },
      });
      const reader = new EventTextReader();
      try {
        for await (const piece of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
          for (const event of reader.push(piece)) {
            lastId = event.id;
            yield { name: event.name as LiveEventName, data: JSON.parse(event.data) };
          }
        }
      } catch (error) {
        if (signal.aborted) return;
        if (error instanceof ArtisanError) throw error;
        // The connection broke: the station was killed or the stream cut off. Looked for again above.
      }
    }
  }

  /** The secret by which the station knows who asks; of the data folder, or of the person who was named. */
  async #token(): Promise<string | null> {
    const { url, dataFolder, as } = this.#place;
    if (as === undefined) return url === undefined ? readLocalToken(dataFolder) : null;
    this.#signedIn ??= this.#signIn(as);
    return this.#signedIn;
  }

  async #signIn({ name, pin }: { readonly name: string; readonly pin: string }): Promise<string> {
    const response = await fetch(`${this.url()}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name, pin, as: 'command' }),
    });
    if (!response.ok) throw await refusalFrom(response);
    return whoDto.parse(await response.json()).token ?? '';
  }

  async #json<Answer>(method: string, path: string, parts: RequestParts): Promise<Answer> {
    return (await (await this.#request(method, path, parts)).json()) as Answer;
  }

  #request(method: string, path: string, parts: RequestParts): Promise<Response> {
    const headers: Record<string, string> = {};
    if (method !== 'GET') headers['idempotency-key'] = randomUUID();
    if (parts.json !== undefined) headers['content-type'] = 'application/json';
    if (parts.bytes) headers['content-type'] = 'application/octet-stream';
    const body = parts.bytes ?? (parts.json === undefined ? null : JSON.stringify(parts.json));
    return this.#send(path, parts.patienceS ?? 0, {
      method,
      headers,
      body: body as BodyInit | null,
    });
  }

  async #send(path: string, patienceS: number, init: RequestInit): Promise<Response> {
    const deadline = performance.now() + patienceS * msPerSecond;
    for (;;) {
      try {
        const token = await this.#token();
        const headers = {
          ...(init.headers as Readonly<Record<string, string>> | undefined),
          ...(token !== null && { authorization: `Bearer ${token}` }),
        };
        const response = await fetch(`${this.url()}/api/v1${path}`, { ...init, headers });
        if (response.ok) return response;
        throw await refusalFrom(response);
      } catch (error) {
        const isAway = !(error instanceof ArtisanError) || error.code === 'station.not-running';
        if (!isAway || init.signal?.aborted) throw error;
        if (performance.now() >= deadline) {
          throw notRunning('the station does not answer', error);
        }
        await sleep(retryMs);
      }
    }
  }
}

function notRunning(what: string, cause?: unknown): ArtisanError {
  return new ArtisanError(
    'station.not-running',
    `${what}; start one with: artisan start (or name another with --station URL)`,
    { cause },
  );
}

async function refusalFrom(response: Response): Promise<ArtisanError> {
  const text = await response.text();
  try {
    const { code, detail } = problem.parse(JSON.parse(text));
    if (code in errorCodes) return new ArtisanError(code as ErrorCode, detail);
  } catch {
    // Not the words of a station of ours; told as it came.
  }
  return new ArtisanError(
    'input.invalid',
    `the station answered ${response.status}: ${text.slice(0, 200)}`,
  );
}
