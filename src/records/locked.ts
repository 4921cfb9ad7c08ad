/** Runs work while no other tab of this origin runs its own of that name; at once where there are no locks, or none is given. */
export async function locked<T>(name: string, work: () => Promise<T>): Promise<T> {
	if (!navigator.locks) return work();
	let hasBegun = false;
	try {
		return (await navigator.locks.request(name, () => {
			hasBegun = true;
			return work();
		})) as T;
	} catch (cause) {
		// Browsers that block a site's storage refuse it locks, too.
		if (hasBegun) throw cause;
		return work();
	}
}
