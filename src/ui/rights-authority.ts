import type { Authority } from "../../types/request.ts";
import { element } from "./dom.ts";
import { link } from "./policy-pieces.ts";
import type { Form } from "./rights-form.ts";

/** Countries whose authorities are known; each has a file of its own. */
export const known =
	/^(A[TX]|B[EGR]|C[AHYZ]|D[EK]|E[ES]|F[IR]|G[BFPR]|H[KRU]|I[ENST]|JP|KR|L[ITUV]|M[FQT]|N[LO]|P[LT]|R[EO]|S[EGIK]|TH|US|YT|ZA)$/;

/** Those for people of this region: its own where it has any, else the country's. Nothing where none is known, or the file did not load. */
async function authoritiesFor({ answers: { region }, stage }: Form): Promise<Authority[]> {
	const country = region.slice(0, 2);
	if (!known.test(country)) return [];
	const { authorities } = await stage.load(`authorities-${country}`).catch(() => ({ authorities: [] })); // reported by load
	if (region === country) return authorities;
	const own = authorities.filter((each) => each.region === region);
	return own[0] ? own : authorities.filter((each) => each.region === country);
}

/** Puts the authorities into `place`, once they are there; `alone` says it where none is known. */
export function fillAuthorities(form: Form, place: HTMLElement, alone = ""): HTMLElement {
	const nameOf = ({ name, url, complaintUrl }: Authority) =>
		url ? link(complaintUrl ?? url, name) : element("bdi", "", {}, name);
	authoritiesFor(form).then(([first, ...others]) => {
		if (!first) place.append(alone);
		else if (!others[0]) place.append(nameOf(first));
		else
			place.append(
				element(
					"details",
					"several",
					{},
					element("summary", "", {}, form.texts.rights.chooseAuthority),
					element("ul", "", {}, ...[first, ...others].map((each) => element("li", "", {}, nameOf(each)))),
				),
			);
	});
	return place;
}

/** The way to the authority, which is a right of its own and no request. */
export const authorityRow = (form: Form): HTMLElement =>
	fillAuthorities(
		form,
		element(
			"div",
			"opt plain",
			{},
			element("b", "", {}, form.texts.rights.authority),
			element("span", "small", {}, form.texts.rights.authorityBody),
		),
	);
