/** Embeds: anything marked but scripts and templates, held and released with consent. */
import type { Mounted, Stage } from "../../types/stage.ts";
import { attempt } from "./errors.ts";

export type Cover = (element: HTMLElement, release: () => void) => Promise<Mounted>;

const isSafe = (address: string) => attempt(() => /^https?:$/.test(new URL(address, document.baseURI).protocol));

/**
 * What gives elements their address while consent allows, takes it away when not, and has them covered while they are held.
 * `release` of the cover lets one through for this page load only; nothing is stored.
 */
export function createTending(stage: Stage, cover: Cover): (element: HTMLElement) => void {
	const tended = new WeakMap<HTMLElement, ReturnType<typeof tend>>();
	/** A page that swaps its content forgets them, and so do we; one that is put in again is still known. */
	const known = new Set<WeakRef<HTMLElement>>();
	const each = (name: "settle" | "uncover") => {
		for (const one of known) {
			const element = one.deref();
			if (element) tended.get(element)![name]();
			else known.delete(one);
		}
	};
	stage.onDispose(stage.consent.subscribe(() => each("settle")));
	stage.onDispose(() => each("uncover"));
	return (element) => {
		known.add(new WeakRef(element));
		const one = tend(stage, element, cover);
		tended.set(element, one);
		one.settle();
	};
}

function tend({ consent, report }: Stage, element: HTMLElement, cover: Cover) {
	const { yoursayPurpose = "", yoursayVendor, yoursaySrc = "", yoursayHref = "" } = element.dataset;
	const purposes = yoursayPurpose.trim().split(/\s+/);
	const mark = [yoursayPurpose, yoursayVendor].join("|");
	const canCover = /^(iframe|video|embed|object)$/.test(element.localName);
	// What may never be shown has no placeholder that offers it.
	const isForbidden = ![yoursaySrc, yoursayHref].every(isSafe);
	if (isForbidden) report("held-address", mark);
	let covered: Promise<Mounted> | undefined;
	let isOnce = false;
	let isReleased = false;

	const uncover = () => {
		covered?.then((mounted) => mounted.dispose()).catch(() => {}); // reported by load
		covered = undefined;
	};
	const release = () => {
		// A frame that is still being parsed loses an address it is given in place; put in anew, it keeps it.
		const { parentNode, nextSibling } = element;
		if (element.localName === "iframe") element.remove();
		if (yoursayHref) element.setAttribute("href", yoursayHref);
		if (yoursaySrc) element.setAttribute(element.localName === "object" ? "data" : "src", yoursaySrc);
		if (!element.isConnected) parentNode?.insertBefore(element, nextSibling);
		return true;
	};
	const settle = () => {
		if (isForbidden) return;
		const isAllowed = isOnce || purposes.every((purpose) => consent.allows(purpose, yoursayVendor));
		if (isAllowed === isReleased && (isReleased || covered || !canCover)) return;
		if (isAllowed) {
			if (!attempt(release)) return report("held-failed", mark);
			isReleased = true;
			return uncover();
		}
		if (isReleased) {
			for (const name of ["src", "href", "data"]) element.removeAttribute(name);
			// Media go on playing without their address until told to load again.
			(element as HTMLMediaElement).load?.();
		}
		isReleased = false;
		if (canCover && element.isConnected)
			covered ??= cover(element, () => {
				isOnce = true;
				settle();
			});
	};
	return { settle, uncover };
}
