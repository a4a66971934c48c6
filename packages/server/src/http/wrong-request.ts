import {
  checkAgainst,
  fieldName,
  type Problem,
  type Schema,
  type WrongField,
  wrongWords,
} from '@artisan-ts/contracts';
import { invariant } from '@artisan-ts/domain';
import type { FastifySchemaCompiler } from 'fastify';
import { problemOf } from '#http/problem.ts';

/** A request that does not fit the schema of its address. */
export class WrongRequest extends Error {
  readonly problem: Problem;

  constructor(part: string, wrong: readonly WrongField[]) {
    const names = partNames[part] ?? bodyNames;
    const message = wrongWords(wrong, names.whole, names.field);
    super(message);
    const errors = wrong.map((field) => ({
      path: [part, ...field.path.map(String)].join('/').slice(0, pathLengthMax),
      message: wrongWords([field], names.whole, names.field),
    }));
    this.problem = problemOf({ code: 'input.invalid', message }, { errors });
  }
}

/** Names of fields are whatever was sent. */
const pathLengthMax = 200;

/** How the parts of a request, and the fields in them, are called. */
interface Names {
  readonly whole: string;
  readonly field: (path: readonly PropertyKey[]) => string;
}

const bodyNames: Names = { whole: 'the body', field: fieldName };
const partNames: Readonly<Record<string, Names>> = {
  querystring: { whole: 'the query', field: (path) => `?${fieldName(path)}` },
  params: { whole: 'the address', field: (path) => `${fieldName(path)} in the address` },
  headers: { whole: 'the header', field: (path) => `the header ${fieldName(path)}` },
};

/** Checks each part of a request, and says what is wrong in our words. */
export const checkRequest: FastifySchemaCompiler<Schema> = ({ schema, httpPart }) => {
  invariant(httpPart !== undefined, 'a schema of a request says which part of it is meant');
  return (data: unknown) => {
    const checked = checkAgainst(schema, data);
    if (checked.ok) return { value: checked.value };
    return { error: new WrongRequest(httpPart, checked.wrong) };
  };
};
