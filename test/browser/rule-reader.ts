/** Reads a rule of Consent-O-Matic as its documentation describes it: what is sought where, and what is done with it. */

export interface Search {
	/** Where the search begins, in the shadow root of an element that has one. */
	parent?: { selector: string };
	target: { selector: string; displayFilter?: boolean };
}

/** What the extension's user allows, by its categories. */
export type Wish = Record<"A" | "B" | "D" | "E" | "F" | "X", boolean>;

export type Action =
	| { type: "list"; actions: Action[] }
	| ({ type: "click" } & Search)
	| ({ type: "waitcss"; retries: number; waitTime: number } & Search)
	| ({ type: "foreach"; action: Action & { type: "consent" } } & Search)
	| { type: "consent"; consents: { type: keyof Wish; matcher: Search; toggleAction: Search }[] };

declare global {
	interface Window {
		rule: { seek(search: Search): HTMLElement[]; carryOut(action: Action, wish: Wish): Promise<void> };
	}
}

/** Gives a page its reader; as an init script it may use nothing from outside. */
export function readRules() {
	type Root = ParentNode & { shadowRoot?: ShadowRoot | null };
	const within = (root: Root, { selector, displayFilter }: Search["target"]) =>
		[...(root.shadowRoot ?? root).querySelectorAll<HTMLElement>(selector)].filter(
			({ offsetHeight }) => !displayFilter || offsetHeight,
		);
	const seek = ({ parent, target }: Search, base: Root = document) =>
		parent ? within(base, parent).flatMap((each) => within(each, target)) : within(base, target);

	async function carryOut(action: Action, wish: Wish, base?: Root): Promise<void> {
		if (action.type === "list") for (const each of action.actions) await carryOut(each, wish, base);
		else if (action.type === "click") seek(action, base)[0]?.click();
		else if (action.type === "foreach")
			for (const each of seek(action, base)) await carryOut(action.action, wish, each);
		else if (action.type === "waitcss")
			for (let left = action.retries; left && !seek(action, base).length; left--)
				await new Promise((resolve) => setTimeout(resolve, action.waitTime));
		else
			for (const { type, matcher, toggleAction } of action.consents) {
				const { checked } = seek(matcher, base)[0] as HTMLInputElement;
				if (checked !== wish[type]) seek(toggleAction, base)[0]!.click();
			}
	}
	window.rule = { seek, carryOut };
}
