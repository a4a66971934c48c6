import {
  batchBytesMax,
  checkAgainst,
  type EnvelopeContent,
  envelope,
  envelopeBodies,
  envelopeBytesMax,
  envelopeDepthMax,
  parseStrictJson,
  type Schema,
  wrongWords,
} from '@artisan-ts/contracts';
import { ok, type Result, refuse } from '@artisan-ts/domain';
import type { OpenedEnvelope } from '@artisan-ts/runtime';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const limits = { depthMax: envelopeDepthMax, charactersMax: envelopeBytesMax };

/** The bytes of a message. The body is written once; whoever signs or compares uses these bytes. */
export function sealEnvelope({ type, body }: EnvelopeContent): Buffer {
  const { org, site, machine } = body;
  const inner = Buffer.from(JSON.stringify(body)).toString('base64url');
  return Buffer.from(JSON.stringify({ v: 1, type, body: inner, route: { org, site, machine } }));
}

/** Reads the bytes of a message strictly. @returns a refusal `telemetry.malformed` that says what was found */
export function openEnvelope(bytes: Uint8Array): OpenedEnvelope {
  if (bytes.length > envelopeBytesMax) {
    return malformed(`${bytes.length} bytes, at most ${envelopeBytesMax} are taken`);
  }
  const outer = readStrictly(bytes, envelope);
  if (!outer.ok) return outer;
  const { type, body, route } = outer.value;
  const inner = Buffer.from(body, 'base64url');
  // A text of which the reader left something out would have more than one spelling.
  if (inner.toString('base64url') !== body) return malformed('the body is not base64url');
  if (type === 'batch' && inner.length > batchBytesMax) {
    return malformed(`a batch of ${inner.length} bytes, at most ${batchBytesMax} are taken`);
  }
  const content = readStrictly<EnvelopeContent['body']>(inner, envelopeBodies[type]);
  if (!content.ok) return malformed(`${type} body: ${content.message}`);
  // The schema was chosen by the type, so the two belong together.
  return ok({ type, body: content.value, route } as EnvelopeContent & { route: typeof route });
}

/** The value of bytes of strict JSON. @returns a refusal `telemetry.malformed` that says what was found */
export function readStrictly<Value>(bytes: Uint8Array, schema: Schema<Value>): Result<Value> {
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    // The decoder knows no more than that.
    return malformed('the bytes are not UTF-8');
  }
  const value = parseStrictJson(text, limits);
  if (!value.ok) return value;
  const checked = checkAgainst(schema, value.value);
  return checked.ok ? ok(checked.value) : malformed(wrongWords(checked.wrong, 'the message'));
}

function malformed(found: string): ReturnType<typeof refuse> {
  return refuse('telemetry.malformed', found);
}
