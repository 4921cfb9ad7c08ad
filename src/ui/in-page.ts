/**
 * Views as parts of the page: one class each for every copy of yoursay on it. An element is drawn by the consent that it was
 * given, else by the one that joined last and still stands; until then, and after it has left, it shows its own content.
 */
import type { Consent } from "../../types/consent.ts";
import type { DrawView, InPageView, RightsElement, ViewElement } from "../../types/elements.ts";
import type { Mounted, Stage } from "../../types/stage.ts";

interface Owner {
	consent: Consent;
	draw: DrawView;
}
interface Drawn extends ViewElement {
	/** Has it drawn by whom it should be; anew where that is this owner already. */
	renew(anew?: Owner): void;
}
/** What the classes of all copies share. */
interface Shared {
	owners: Owner[];
	/** Elements in the page. */
	standing: Set<Drawn>;
}

const views: InPageView[] = ["preferences", "policy", "rights"];

function classOf(view: InPageView, shared: Shared) {
	return class extends HTMLElement implements RightsElement, Drawn {
		static readonly shared = shared;
		#own: Consent | undefined;
		#owner: Owner | undefined;
		/** The latest drawing; any earlier one comes to nothing. */
		#turn = 0;
		#mounted: Mounted | undefined;

		get consent() {
			return this.#own;
		}
		set consent(consent) {
			this.#own = consent;
			if (this.isConnected) this.renew();
		}
		get kind() {
			return (this.getAttribute("kind") ?? undefined) as RightsElement["kind"];
		}
		set kind(kind) {
			if (kind) this.setAttribute("kind", kind);
			// Preact takes a property away by an empty text.
			else this.removeAttribute("kind");
		}
		connectedCallback() {
			// What was set before the class was known hides the class's own.
			const { consent, kind } = Object.hasOwn(this, "consent") || Object.hasOwn(this, "kind") ? this : {};
			Reflect.deleteProperty(this, "consent");
			Reflect.deleteProperty(this, "kind");
			if (consent) this.#own = consent;
			if (kind) this.kind = kind;
			shared.standing.add(this);
			this.renew();
		}
		disconnectedCallback() {
			shared.standing.delete(this);
			this.#leave();
		}
		renew(anew?: Owner) {
			const own = this.#own;
			// Copies of a consent's methods share its promise.
			const owner = shared.owners.findLast(({ consent }) => !own || consent.ready === own.ready);
			if (owner === this.#owner && (!owner || owner !== anew)) return;
			this.#leave(owner);
			if (!owner) return;
			const turn = this.#turn;
			owner
				.draw(view)
				.then((mount) => {
					// Gone, or another's, meanwhile.
					if (this.#turn !== turn) return;
					this.#mounted = mount(this);
					// Not `:scope >`, which not every engine knows in a shadow root.
					[...(this.shadowRoot?.children ?? [])].find((each) => each.matches("slot:not([name])"))?.remove();
					this.dispatchEvent(new CustomEvent("yoursay:shown", { bubbles: true, composed: true }));
				})
				// Reported by those who draw.
				.catch(() => this.#turn === turn && this.#empty());
		}
		/** Takes away what stands; the root begins anew where another draws in it. */
		#leave(next?: Owner) {
			this.#turn++;
			this.#mounted?.dispose();
			this.#mounted = undefined;
			if (this.#owner && next !== this.#owner) this.#empty();
			this.#owner = next;
		}
		/** Its own content shows again. */
		#empty() {
			const root = this.shadowRoot;
			if (!root) return;
			root.adoptedStyleSheets = [];
			root.replaceChildren(document.createElement("slot"));
		}
	};
}

/** Defines the elements where no copy has, and has them drawn by this consent. */
export function join(consent: Consent, draw: DrawView): NonNullable<Stage["inPage"]> {
	const owner = { consent, draw };
	const all = views.map((view) => {
		const name = `your-say-${view}`;
		const known = customElements.get(name) as { shared?: Shared } | undefined;
		// An element of this name that is the page's own is left to it.
		const shared = known ? known.shared : { owners: [], standing: new Set<Drawn>() };
		shared?.owners.push(owner);
		if (!known) customElements.define(name, classOf(view, shared!));
		return { view, shared };
	});
	const each = (work: (element: Drawn, view: InPageView) => void) => {
		for (const { view, shared } of all) for (const element of [...(shared?.standing ?? [])]) work(element, view);
	};
	each((element) => element.renew());
	return {
		renew: () => each((element, view) => view !== "rights" && element.renew(owner)),
		leave() {
			for (const { shared } of all) if (shared) shared.owners = shared.owners.filter((other) => other !== owner);
			each((element) => element.renew());
		},
	};
}
