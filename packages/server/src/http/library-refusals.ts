import type { FastifyError, FastifyRequest } from 'fastify';

/** As much of a request as is told of it. */
type Asked = Pick<FastifyRequest, 'headers'>;

/** Characters of a header, as it is said again. */
const echoMax = 60;

const words: Readonly<Record<string, (request: Asked) => string>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: () =>
    'the body is not JSON, or a name in it is __proto__ or constructor: send one JSON object, in UTF-8',
  FST_ERR_CTP_EMPTY_JSON_BODY: () =>
    'the body is empty, and content-type says JSON: send a JSON object, or leave content-type out',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ({ headers }) => {
    const type = headers['content-type'] ?? '';
    const said = type === '' ? 'is missing' : `is ${JSON.stringify(type.slice(0, echoMax))}`;
    return `content-type ${said}: give one that this address takes, such as application/json`;
  },
  FST_ERR_CTP_BODY_TOO_LARGE: () => 'the body is too large for this address; send less',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: () =>
    'the body is shorter or longer than content-length says: send it again, whole',
  FST_ERR_BAD_URL: () => 'the address cannot be decoded: write a % in it as %25',
};

/** What the HTTP library refuses by itself, in our words: what is wrong, and what to do. */
export function libraryRefusal({ code }: Pick<FastifyError, 'code'>, request: Asked): string {
  const known = words[code];
  if (known !== undefined) return known(request);
  return 'the request cannot be taken as it is; /api/v1/openapi.json lists what there is';
}
