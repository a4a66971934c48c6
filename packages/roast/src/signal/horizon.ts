/** Whatever happened longer ago than this has no part in a verdict: long enough for a roast. Seconds. */
export const signalHorizonS = 1080;

/**
 * Judges that began so long before a reading agree on it, whatever was before: the horizon, the minute before a value came to
 * rest, and the seconds that a neighbour counts. What is read back is therefore judged exactly as it was live. Seconds.
 */
export const signalMemoryS = 1200;
