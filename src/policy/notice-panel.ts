/** Every set of words that the preference panel can show. */
import type { Exemption, Regime, Settings, SettledPurpose, Vendor } from "../../types/config.ts";
import type { Shown } from "../../types/consent.ts";
import type { Words } from "../../types/words-panel.ts";
import { exemptionsOf, hasPolicy, partsOf, regimesOf } from "./reach.ts";
import { speaksOf } from "./signal.ts";
import { fillText, plural } from "./words.ts";

/** What differs from one visitor's panel to another's. */
interface Situation {
	regime: Regime;
	exempt: Exemption[];
	/** Sensitive data stays off until a yes. */
	isSensitiveOff: boolean;
}

/** The panel over the page and as a part of it, in every situation, with and without a browser's signal. */
export function panelsOf(settings: Settings, words: Words, language: string): Shown[] {
	const isSensitive = settings.purposes.some(({ involves }) => involves.includes("sensitive"));
	const situations = regimesOf(settings).flatMap((regime) =>
		exemptionsOf(settings).flatMap((exempt) =>
			(isSensitive ? [true, false] : [true]).map((isSensitiveOff) => ({ regime, exempt, isSensitiveOff })),
		),
	);
	const { title, intro, introOptOut } = words.preferences;
	const link = hasPolicy(settings) ? ` ${words.common.howWeUse}` : "";
	return situations.flatMap((situation) => {
		const head = [title, (situation.regime === "opt-in" ? intro : introOptOut) + link];
		const rows = settings.purposes.flatMap((purpose) => rowOf(purpose, situation, words, language));
		return aroundRows(settings, words, language).flatMap(([note, foot]) =>
			[settings.layout, "page" as const].map((layout): Shown => {
				const texts = [...head, ...note, ...rows, ...foot].map((text) => text.trim()).filter(Boolean);
				return { view: "preferences", layout, language, words: texts };
			}),
		);
	});
}

/** The note on the signal above the purposes, and the buttons below them, or the question that stands in their place. */
function aroundRows(settings: Settings, words: Words, language: string): [note: string[], foot: string[]][] {
	const { choice, doubt, optOut, status, us } = words;
	const buttons = [choice.rejectAll, choice.acceptAll, choice.save];
	const spoken = settings.purposes.filter(speaksOf);
	const opposed = spoken.filter(({ required }) => !required);
	const list = new Intl.ListFormat(language);
	const doubts = [...partsOf(opposed), ...(opposed.length ? [opposed] : [])].map((on) =>
		fillText(doubt.body, { purposes: list.format(on.map(({ id, title }) => title ?? words.inSentence[id] ?? id)) }),
	);
	const { region, doNotTrack } = settings;
	const gpc = [
		...(us && /^US/.test(region ?? "") ? [] : [optOut]),
		...(us && (!region || /^US/.test(region)) ? [us] : []),
	].map(({ optOutHonoured }) => [optOutHonoured, status.optOutShort]);
	const signals = [
		{ title: doubt.title, followed: gpc },
		...(doNotTrack ? [{ title: status.notTracked, followed: [[status.notTracked, status.notTrackedBody]] }] : []),
	];
	return [
		[[], buttons],
		...signals.flatMap(({ title, followed }) =>
			[...followed, ...(spoken.length ? [[status.optOutNot]] : [])].flatMap((note) =>
				[buttons, ...doubts.map((body) => [title, body, doubt.keep, doubt.allow])].map((foot): [string[], string[]] => [
					note,
					foot,
				]),
			),
		),
	];
}

function rowOf(purpose: SettledPurpose, { exempt, isSensitiveOff }: Situation, words: Words, language: string) {
	const { id, required, vendors, legalBasis, involves } = purpose;
	const { preferences, common } = words;
	const usual = words.purposes[id];
	const body = [
		purpose.description ?? usual?.body,
		legalBasis === "legitimate-interests" && preferences.legitimate,
		involves.includes("sensitive") && isSensitiveOff && preferences.sensitive,
		!required && exempt.includes(purpose.exempt!) && preferences.exempt,
	];
	return [
		purpose.title ?? usual?.title ?? id,
		...(required ? [common.alwaysOn] : []),
		body.filter(Boolean).join(" "),
		...(vendors.length ? [summaryOf(vendors, words, language)] : []),
	];
}

/** How many vendors a purpose has, and how much they keep. */
function summaryOf(vendors: Vendor[], { preferences: words, common }: Words, language: string): string {
	const count = (list: (vendor: Vendor) => unknown[] | undefined) =>
		vendors.reduce((sum, vendor) => sum + (list(vendor)?.length ?? 0), 0);
	const counts = [
		[words.vendors, vendors.length],
		[words.cookies, count(({ cookies }) => cookies)],
		[words.storage, count(({ storage }) => storage)],
	] as const;
	const texts = counts.filter(([, found]) => found).map(([forms, found]) => plural(language, forms, found));
	return texts.join(common.between);
}
