/**
 * The middle of the numbers in a list; undefined where there is none.
 * @param {(number | undefined)[]} list
 * @returns {number | undefined}
 */
export function median(list) {
	const sorted = list.filter((each) => Number.isFinite(each)).sort((a, b) => a - b);
	const half = sorted.length >> 1;
	return sorted.length % 2 ? sorted[half] : sorted.length ? (sorted[half - 1] + sorted[half]) / 2 : undefined;
}

/** Half of the numbers lie this close to their median. */
export function spread(list) {
	const middle = median(list);
	return median(list.map((each) => Math.abs(each - middle)));
}

/** `count` things, each round beginning with another one, so that none always runs first or after the same neighbour. */
export const rotated = (list, round) => list.map((_, at) => list[(at + round) % list.length]);
