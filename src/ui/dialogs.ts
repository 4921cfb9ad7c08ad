/** The views that open over the page, one upon another. */
import type { View } from "../../types/consent.ts";
import type { Views } from "../../types/desk.ts";
import type { Mounted, Stage } from "../../types/stage.ts";
import { documentOf } from "../policy/address.ts";
import type { Ready } from "./ready.ts";

const names = ["preferences", "policy", "rights", "receipt"] as const;

export interface Dialogs {
	/** The one on top last. */
	names(): View[];
	open(view: View): Promise<void>;
	/** Takes away all that stands over the first so many. */
	closeTo(count: number): void;
}

/** @param shown called with a view once it stands */
export function createDialogs(
	stage: Stage,
	mountOf: Ready["mountOf"],
	say: Views["say"],
	shown: (name: View) => void,
): Dialogs {
	const { settings, report } = stage;
	const stack: { name: View; mounted: Mounted }[] = [];
	let isDisposed = false;
	const closeTo = (count: number) => {
		while (stack.length > count) stack.pop()!.mounted.dispose();
	};
	stage.onDispose(() => {
		isDisposed = true;
		closeTo(0);
	});
	return {
		names: () => stack.map(({ name }) => name),
		closeTo,
		async open(view) {
			const name = names.find((each) => each === view);
			if (!name) return report("view-unknown", view);
			if (name === "policy" && !documentOf(settings.policy)) {
				const link = document.querySelector<HTMLAnchorElement>("a[data-yoursay-open=policy]");
				const address = (typeof settings.policy === "object" ? settings.policy.url : settings.policy) ?? link?.href;
				return address ? location.assign(address) : report("view-unknown", view);
			}
			const mount = await mountOf(name).catch(() => say("notLoaded"));
			if (!mount || isDisposed) return;
			// Back to a view that stands already, with all that was moved in it; another one stands over it.
			const at = stack.findIndex((each) => each.name === name);
			if (at >= 0) {
				stage.rightsStart = undefined; // else a later form would begin with it
				return closeTo(at + 1);
			}
			const mounted = mount(undefined, () => {
				const place = stack.findIndex((each) => each.mounted === mounted);
				if (place >= 0) stack.splice(place, 1);
			});
			stack.push({ name, mounted });
			shown(name);
		},
	};
}
