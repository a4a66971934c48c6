/** A line of values begins with this field; other lines are none. */
const valuesMark = '1';
/** The last field that is read stands at 9. */
const fieldsMin = 10;

/** The fields of a line that holds values, or null: it holds none. */
export function parseMugmaLine(text: string): readonly string[] | null {
  const fields = text.split(',');
  return fields[0]?.trim() === valuesMark && fields.length >= fieldsMin ? fields : null;
}
