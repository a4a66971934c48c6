/** Seconds that a replay waits for a station that went away: it may be killed and started again meanwhile. */
export const stationAwayS = 60;
