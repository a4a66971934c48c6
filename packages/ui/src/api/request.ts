import type { Problem } from '@artisan-ts/contracts';

const base = '/api/v1';
/** A station on the same machine answers in milliseconds; longer means that it is gone. */
const timeoutMs = 15_000;

/** The station said no, or could not be reached. The message is for the person who asked. */
export class RequestRefused extends Error {
  readonly code: string;
  /** The roast that stands in the way; null when none does. */
  readonly roastId: string | null;

  constructor(code: string, message: string, roastId: string | null = null) {
    super(message);
    this.name = 'RequestRefused';
    this.code = code;
    this.roastId = roastId;
  }
}

interface RequestOptions {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly json?: unknown;
  readonly file?: File;
  /** Nothing is changed: the answer need not be kept, and asking twice does no harm. */
  readonly isQuestion?: boolean;
  /** Where the station itself waits for a machine. */
  readonly timeoutMs?: number;
}

/**
 * Asks the station. A change carries a key of its own, so that a repeated request is done once.
 *
 * @throws RequestRefused with the station's reason, or `network` when it did not answer
 */
export async function request<Answer>(path: string, options: RequestOptions = {}): Promise<Answer> {
  const method = options.method ?? 'GET';
  const headers = new Headers({ accept: 'application/json' });
  const isChange = method !== 'GET' && options.isQuestion !== true;
  if (isChange) headers.set('idempotency-key', crypto.randomUUID());
  if (options.json !== undefined) headers.set('content-type', 'application/json');
  if (options.file) headers.set('content-type', 'application/octet-stream');
  const body = options.file ?? (options.json === undefined ? null : JSON.stringify(options.json));
  const signal = AbortSignal.timeout(options.timeoutMs ?? timeoutMs);
  let response: Response;
  let text: string;
  try {
    response = await fetch(`${base}${path}`, { method, headers, body, signal });
    text = await response.text();
  } catch {
    // The station may have done it all the same: its answer is what was lost.
    const words = isChange ? ' It may have taken this: look before you try again.' : '';
    throw new RequestRefused('network', `The station does not answer.${words}`);
  }
  if (!response.ok) throw refusalOf(response, text);
  return (text === '' ? undefined : JSON.parse(text)) as Answer;
}

/**
 * Asks for an answer that goes on: a line of JSON at a time, until the station ends it or the signal says so.
 *
 * @throws RequestRefused with the station's reason, or `network` when it went away
 */
export async function requestLines(
  path: string,
  json: unknown,
  tell: (line: unknown) => void,
  signal: AbortSignal,
): Promise<void> {
  try {
    const response = await fetch(`${base}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(json),
      signal,
    });
    if (!response.ok) throw refusalOf(response, await response.text());
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let begun = '';
    for (
      let piece = await reader?.read();
      piece?.value !== undefined;
      piece = await reader?.read()
    ) {
      const lines = (begun + piece.value).split('\n');
      begun = lines.pop() ?? '';
      for (const line of lines) tell(JSON.parse(line));
    }
  } catch (error) {
    if (signal.aborted) return;
    if (error instanceof RequestRefused) throw error;
    throw new RequestRefused('network', 'The station does not answer any more.');
  }
}

function refusalOf(response: Response, text: string): RequestRefused {
  try {
    const problem = JSON.parse(text) as Partial<Problem>;
    // The detail names the fields, too.
    const words = problem.detail ?? problem.title ?? response.statusText;
    return new RequestRefused(problem.code ?? 'unknown', words, problem.roastId ?? null);
  } catch {
    // Not our station's form: a proxy in between, or a station that is just starting.
    return new RequestRefused('network', `The station answered ${response.status}.`);
  }
}

/** What went wrong, in words. */
export function reasonText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
