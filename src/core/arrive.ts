import { attempt } from "./errors.ts";

/**
 * Hands over the global of this name once a script of the page has made it, before the page can use it: at once where it is
 * there, else as it is set, or read after that. `use` gives false for one that is not ready, or is something else, and is
 * asked again; what it throws goes to `fail`, not into the page, and it is not asked again. Where the page declares it in a
 * way that cannot be seen (`function`, `let`, a `var` before this call, a property of its own making), nothing is handed
 * over.
 *
 * Until then the name reads `undefined`, like a `var` without a value: `typeof` and `if (window.name)` see no difference,
 * `"name" in window` does. Afterwards, and after the undo that is returned, it is the page's ordinary property again.
 */
export function arrive<Given>(
	name: string,
	use: (given: Given) => boolean,
	fail: (cause: unknown) => void,
): () => void {
	const page = window as unknown as Record<string, Given | undefined>;
	const before = Object.getOwnPropertyDescriptor(page, name);
	let found = attempt(() => page[name]);
	let isSet = !!before;
	/** While `use` looks at it, which may read the name itself, and for good once it took it. */
	let isTaken = false;
	const tryIt = () => {
		if (isTaken || !found) return;
		isTaken = true;
		try {
			isTaken = use(found);
		} catch (cause) {
			fail(cause);
		}
		if (isTaken) settle();
	};
	const get = () => {
		tryIt();
		return found;
	};
	const settle = () => {
		if (Object.getOwnPropertyDescriptor(page, name)?.get !== get) return; // the page has made it anew: not ours any more
		if (isSet)
			Object.defineProperty(page, name, { value: found, configurable: true, enumerable: true, writable: true });
		else delete page[name];
	};
	tryIt();
	if (!isTaken && (!before || (before.configurable && before.writable)))
		Object.defineProperty(page, name, {
			configurable: true,
			enumerable: true,
			get,
			set(given: Given | undefined) {
				isSet = true;
				found = given;
				tryIt();
			},
		});
	return settle;
}
