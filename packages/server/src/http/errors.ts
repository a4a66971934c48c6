import type { Problem } from '@artisan-ts/contracts';
import { ArtisanError, ok, type Refusal, type Result, refuse } from '@artisan-ts/domain';
import type { Logger } from '@artisan-ts/runtime';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '#http/app.ts';
import { libraryRefusal } from '#http/library-refusals.ts';
import { problemMediaType, problemOf } from '#http/problem.ts';
import { isScreenAddress } from '#http/screen.ts';
import { WrongRequest } from '#http/wrong-request.ts';

/** An expected "no" on its way out of a route handler. */
class RefusedError extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

/** The value of a result; a refusal becomes the answer to the request. */
export function valueOrProblem<Value>(result: Result<Value>): Value {
  if (result.ok) return result.value;
  throw new RefusedError(result);
}

/** What was looked up, or the answer 404 that names it. */
export function foundOrProblem<Value>(value: Value | null, what: string): Value {
  if (value === null) return valueOrProblem(refuse('request.not-found', `there is no ${what}`));
  return valueOrProblem(ok(value));
}

/** Sends problem details, past the schema of the route. */
export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  return reply
    .code(problem.status)
    .type(problemMediaType)
    .serializer((value) => JSON.stringify(value))
    .send(problem);
}

/** Every path out of the server that is not a success: one form, a reason code, no stack traces. */
export function answerErrors(
  app: App,
  { logger, hasScreen }: { readonly logger: Logger; readonly hasScreen: boolean },
): void {
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const problem = problemFrom(error, request);
    if (problem.status >= 500) logFailure(logger, request, error);
    return sendProblem(reply, problem);
  });
  app.setNotFoundHandler((request, reply) => {
    if (hasScreen && isScreenAddress(request)) return reply.sendFile('index.html');
    const message = `there is no ${request.method} ${pathOf(request)}; /api/v1/openapi.json lists what there is`;
    return sendProblem(reply, problemOf({ code: 'request.not-found', message }));
  });
}

function problemFrom(error: FastifyError, request: FastifyRequest): Problem {
  if (error instanceof RefusedError) return problemOf(error.refusal);
  if (error instanceof ArtisanError) return problemOf(error);
  if (error instanceof WrongRequest) return error.problem;
  const status = error.statusCode ?? 500;
  if (status >= 400 && status < 500) {
    const code = status === 413 ? 'input.too-large' : 'input.invalid';
    return problemOf({ code, message: libraryRefusal(error, request) }, { status });
  }
  return problemOf({
    code: 'defect.invariant',
    message: 'the request failed inside the station; recording goes on, the log holds the cause',
  });
}

function logFailure(logger: Logger, request: FastifyRequest, error: Error): void {
  logger.error(
    { method: request.method, path: pathOf(request), err: error },
    'a request failed inside the station',
  );
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?')[0] ?? request.url;
}
