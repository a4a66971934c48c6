/** Length of a step of the simulation, seconds. Fixed, and stable for every machine here (roast-science 2.5). */
export const stepS = 0.25;
