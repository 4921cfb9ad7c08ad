/** Of one task, so that scrolling and typing stay smooth. */
const mostMs = 8;
let until = 0;

/** Something was pressed: what comes of it begins at once. */
export const begin = () => {
	until = performance.now() + mostMs;
};
/** Lets the browser paint and answer where that is due. */
export const breathe = () =>
	performance.now() > until &&
	new Promise<void>((go) =>
		setTimeout(() => {
			begin();
			go();
		}),
	);
