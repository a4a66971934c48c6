/** Whether this can be listened to: `+` stands for one level, `#` at the end for all below. */
export function isTopicFilter(text: string): boolean {
  const levels = text.split('/');
  return (
    text !== '' &&
    !/[\0\s]/.test(text) &&
    levels.every((level, at) => {
      if (level.includes('#')) return level === '#' && at === levels.length - 1;
      return !level.includes('+') || level === '+';
    })
  );
}

/** Whether a message under this topic is one of those that the filter names (MQTT 3.1.1, 4.7). */
export function isUnder(topic: string, filter: string): boolean {
  const wanted = filter.split('/');
  const levels = topic.split('/');
  // What brokers say about themselves is not meant by a wildcard.
  if (topic.startsWith('$') && /^[+#]/.test(filter)) return false;
  if (wanted.at(-1) === '#') {
    return fits(wanted.slice(0, -1), levels.slice(0, wanted.length - 1));
  }
  return fits(wanted, levels);
}

function fits(wanted: readonly string[], levels: readonly string[]): boolean {
  return (
    wanted.length === levels.length && wanted.every((one, at) => one === '+' || one === levels[at])
  );
}
