import { createHash } from 'node:crypto';
import { idempotencyKeyText } from '@artisan-ts/contracts';
import { refuse } from '@artisan-ts/domain';
import type { IdempotentAnswer, Logger, RoastStore } from '@artisan-ts/runtime';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { tokenOf } from '#http/access.ts';
import type { App } from '#http/app.ts';
import { valueOrProblem } from '#http/errors.ts';

/** Where answers to keyed requests are kept. */
export type AnswerStore = Pick<RoastStore, 'idempotentAnswer' | 'saveIdempotentAnswer'>;

const secretPaths = /\/(session(\/passkey)?|passkey(s)?\/options|people\/first|identities)$/;
const changingMethods = ['POST', 'PATCH', 'DELETE'];

interface KeyedRequest {
  readonly key: string;
  readonly digest: string;
}

/**
 * A change that carries an `Idempotency-Key` is done once: the same request again gets the answer of the
 * first, another request under the same key is refused. Only successes are kept, because a request that
 * was refused changed nothing and is judged afresh.
 */
export function answerOnce(app: App, answers: AnswerStore, logger: Logger): void {
  const running = new Map<string, string>();
  const keyed = new WeakMap<FastifyRequest, KeyedRequest>();

  app.addHook('preHandler', async (request, reply) => {
    const key = request.headers['idempotency-key'];
    if (key === undefined || !changingMethods.includes(request.method)) return;
    // What answers with a secret is kept nowhere and answered anew.
    if (secretPaths.test(request.routeOptions.url ?? '')) return;
    const asked = { key: checkedKey(key), digest: digestOf(request) };
    const known = await answers.idempotentAnswer(asked.key);
    const digest = known?.requestDigest ?? running.get(asked.key);
    if (digest !== undefined && digest !== asked.digest) refuseOther(asked.key);
    if (known) return sendAgain(reply, known);
    // Looked at again without a pause: two copies of a request may have waited for the store side by side.
    if (running.has(asked.key)) refuseWhileRunning(asked.key);
    running.set(asked.key, asked.digest);
    keyed.set(request, asked);
  });

  app.addHook('onSend', async (request, reply, payload) => {
    const asked = keyed.get(request);
    if (!asked) return payload;
    const body = bodyOf(payload);
    if (reply.statusCode < 300 && body !== null) await keep(asked, reply.statusCode, body);
    running.delete(asked.key);
    return payload;
  });

  async function keep(asked: KeyedRequest, status: number, body: string): Promise<void> {
    try {
      await answers.saveIdempotentAnswer(asked.key, { requestDigest: asked.digest, status, body });
    } catch (error) {
      // The change itself is done and must be reported as done; only a repetition could do it twice.
      logger.warn({ err: error }, 'an answer could not be kept for repeated requests');
    }
  }
}

/** What an answer says, empty where it says nothing; null: it goes on, and is begun anew for whoever asks again. */
function bodyOf(payload: unknown): string | null {
  if (typeof payload === 'string') return payload;
  return payload === undefined || payload === null ? '' : null;
}

function checkedKey(key: string | string[]): string {
  const parsed = idempotencyKeyText.safeParse(key);
  if (parsed.success) return parsed.data;
  return valueOrProblem(
    refuse('input.invalid', 'Idempotency-Key must be 1 to 200 visible ASCII characters'),
  );
}

function refuseOther(key: string): never {
  return valueOrProblem(
    refuse(
      'request.idempotency-mismatch',
      `Idempotency-Key ${key} belongs to another request; make a new key for each change`,
    ),
  );
}

function refuseWhileRunning(key: string): never {
  return valueOrProblem(
    refuse('request.conflict', `the request with Idempotency-Key ${key} is still being answered`),
  );
}

function sendAgain(reply: FastifyReply, answer: IdempotentAnswer): FastifyReply {
  if (answer.body === '') return reply.code(answer.status).send();
  return reply
    .code(answer.status)
    .type('application/json; charset=utf-8')
    .serializer((text) => String(text))
    .send(answer.body);
}

function digestOf(request: FastifyRequest): string {
  const { body, caller } = request;
  // The same words of another person are another request.
  const who = caller === null ? '' : `${caller.actor.kind} ${caller.actor.id}`;
  const hash = createHash('sha256').update(`${request.method} ${request.url}\n${who}\n`);
  // A PIN has few digits and would be found by trying: the secret of whoever asks is kept nowhere and cannot be.
  if (holdsPin(body)) hash.update(`${tokenOf(request) ?? ''}\n`);
  hash.update(Buffer.isBuffer(body) ? body : (JSON.stringify(body) ?? ''));
  return hash.digest('hex');
}

function holdsPin(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'pin' in body;
}
