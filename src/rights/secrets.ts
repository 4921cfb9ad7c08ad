import type { FoundSecret } from "../../types/request.ts";

const digitsOf = (text: string) => text.replace(/\D/g, "");

/** Luhn (ISO/IEC 7812-1, annex B). */
const isLuhn = (digits: string) =>
	[...digits]
		.reverse()
		.reduce((sum, digit, at) => sum + (at % 2 ? (+digit * 2 > 9 ? +digit * 2 - 9 : +digit * 2) : +digit), 0) %
		10 ===
	0;

/** Issuers and their lengths: Visa, Mastercard and Maestro, Amex, Diners, JCB, Discover and UnionPay. */
const issued = /^(4\d{12}(\d{3}){0,2}|(5[0-8]|2[2-7])\d{14}|3[47]\d{13}|3(0[0-5]|[68]\d)\d{11}|35\d{14}|6\d{15,18})$/;
const isCard = (text: string) => issued.test(digitsOf(text)) && isLuhn(digitsOf(text));

/** Germany's tax id: of ten digits one occurs twice or thrice; ISO 7064 MOD 11,10. */
function isTaxId(text: string): boolean {
	const [...digits] = digitsOf(text);
	const distinct = new Set(digits.slice(0, 10)).size;
	let rest = 10;
	for (const digit of digits.slice(0, 10)) rest = (((rest + +digit) % 10 || 10) * 2) % 11;
	return (distinct === 8 || distinct === 9) && (11 - rest) % 10 === +digits[10]!;
}

/** Spain's DNI and NIE. */
const isDni = (text: string) =>
	"TRWAGMYFPDXBNJZSQVHLCKE"[+digitsOf(text.replace(/^[XYZ]/, (letter) => `${"XYZ".indexOf(letter)}`)) % 23] ===
	text.at(-1);

/** France's number of social security, with its key; Corsica counts as 19 and 18. */
function isNir(text: string): boolean {
	const digits = digitsOf(text.replace("2A", "19").replace("2B", "18"));
	return 97 - (+digits.slice(0, 13) % 97) === +digits.slice(13);
}

/** Brazil's CPF: two digits, each by the sum of those before it. */
function isCpf(text: string): boolean {
	const [...digits] = digitsOf(text);
	const isRight = (at: number) =>
		((digits.slice(0, at).reduce((sum, digit, index) => sum + +digit * (at + 1 - index), 0) * 10) % 11) % 10 ===
		+digits[at]!;
	return new Set(digits).size > 1 && isRight(9) && isRight(10);
}

/** Finland's code. */
const isHetu = (text: string) =>
	"0123456789ABCDEFHJKLMNPRSTUVWXY"[+(text.slice(0, 6) + text.slice(7, 10)) % 31] === text[10];

/** A day as the six digits that many numbers begin with. */
const yymmdd = "\\d\\d(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])";
const ddmmyy = "(0[1-9]|[12]\\d|3[01])(0[1-9]|1[0-2])\\d\\d";

/** Between these, so that no part of a longer number or word is taken for one. */
const alone = (pattern: string, flags = "") => RegExp(`(?<![\\w.+-]|\\d[ -])(?:${pattern})(?![\\w-])`, `g${flags}`);

const passwords =
	"pass(?:wor[dt]|phrase|code|ord)|passwd|pwd|pin|kennwort|mot de passe|contraseña|senha|palavra-passe|wachtwoord|hasło|lösenord|adgangskode|salasana|heslo|jelszó|parola|пароль";
const names = "(?:api|access)[ _-]?key|secret(?:[ _-]?key)?|token";

/**
 * What to look for; where a shape alone would be too common, with what its digits must add up to. Every repetition is bounded, or
 * begins where nothing of its own kind precedes it, so that the time grows with the text and no faster.
 */
const shapes: [FoundSecret["kind"], RegExp, ((text: string) => boolean)?][] = [
	["private-key", /-----BEGIN [A-Z ]{0,40}PRIVATE KEY[\s\S]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY[A-Z ]{0,10}-----|$)/g],
	[
		"key",
		// OpenAI and Anthropic, Stripe, AWS, Google, xAI, Groq, SendGrid, npm, Hugging Face, DigitalOcean, Doppler, Supabase, Shopify.
		/(?<![\w-])(?:sk-(?=[\w-]{0,80}\d)[\w-]{20,}|[sr]k_(?:live|test)_\w{16,}|whsec_\w{16,}|A[KS]IA[\dA-Z]{16}(?!\w)|AIza[\w-]{35}|xai-\w{20,}|gsk_\w{20,}|SG\.[\w-]{16,}\.[\w-]{16,}|npm_\w{30,}|hf_[a-zA-Z]{30,}|do[op]_v1_[\da-f]{40,}|dp\.\w{2,5}\.\w{40,}|sbp_[\da-f]{40}|shp[a-z]{2}_[\da-f]{32})/g,
	],
	[
		"token",
		// GitHub, GitLab, Slack, JWT (RFC 7519).
		/(?<![\w-])(?:gh[oprsu]_\w{30,}|github_pat_\w{22,}|glpat-[\w-]{20,}|xox[a-z]-[\w-]{10,}|eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]*)/g,
	],
	// RFC 6750, 2.1.
	["token", /(?<=\bBearer\s{1,3})(?=\S{0,80}\d)[\w.~+/-]{16,}=*/gi],
	[
		"password",
		RegExp(
			`(?<=(?<![\\p{L}\\d])(?:${passwords})["'”]?\\s{0,3}[:=：]\\s{0,3})(?![\\s:=：])(?:\\S{4,200}(?=[^\\S\\n]*(?:\\n|$))|(?=\\S{0,80}[\\d!#$%&*+])\\S{4,200})`,
			"giu",
		),
	],
	[
		"password",
		RegExp(
			`(?<=(?<![\\p{L}\\d])(?:${passwords})\\s{1,3}(?:is|ist|lautet|est|es|é|è|jest|är)\\s{1,3}[:=]?)(?=\\S{0,80}\\d)\\S{4,200}`,
			"giu",
		),
	],
	["password", /(?<=:\/\/[^\s/:@]{1,64}:)[^\s/@]{3,200}(?=@)/g],
	[
		"key",
		RegExp(`(?<=(?<![\\p{L}\\d])(?:${names})["']?\\s{0,3}[:=]\\s{0,3})(?![\\s:=])(?=\\S{0,80}\\d)\\S{12,200}`, "giu"),
	],
	["card", alone("\\d{13,19}|(?:\\d{4}([ -])){3}\\d{4}|\\d{4}([ -])\\d{6}[ -]\\d{4,5}"), isCard],
	// SSN (20 CFR 422.103: no 000, 666 or 9 first); the UK's national insurance number.
	["identity-number", alone("(?!000|666|9)\\d{3}-(?!00)\\d\\d-(?!0000)\\d{4}")],
	["identity-number", alone("[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\\d\\d ?\\d\\d ?\\d\\d ?[A-D]")],
	[
		"identity-number",
		alone("[12] ?\\d\\d ?(?:0[1-9]|1[0-2]) ?(?:\\d\\d|2[AB]) ?\\d{3} ?\\d{3} ?\\d\\d(?! ?\\d)"),
		isNir,
	],
	[
		"identity-number",
		alone("(?:[1-9]\\d( \\d{3}){3}|(?<=(?:steuer|tax|idnr)[^\\d\\n]{0,20})[1-9]\\d{10})(?! ?\\d)", "i"),
		isTaxId,
	],
	["identity-number", alone("(?:\\d{8}|[XYZ]\\d{7})-?[A-Z]"), isDni],
	["identity-number", alone("[A-Z]{6}\\d\\d[A-EHLMPRST]\\d\\d[A-Z]\\d{3}[A-Z]", "i")],
	["identity-number", alone("\\d{3}\\.\\d{3}\\.\\d{3}-\\d\\d"), isCpf],
	["identity-number", alone("756\\.\\d{4}\\.\\d{4}\\.\\d\\d")],
	["identity-number", alone(`(?:19|20)?${yymmdd}[-+]\\d{4}`), (text) => isLuhn(digitsOf(text).slice(-10))],
	["identity-number", alone(`${ddmmyy}[-+A]\\d{3}[\\dA-Y]`), isHetu],
	["identity-number", alone(`${yymmdd}-[1-4]\\d{6}`)],
];

/**
 * What in a text looks like something nobody should send: keys, tokens, passwords, numbers of cards and of identity papers. In the
 * order of the text, none over another. It is a help and no guard: what has no well-known shape is not found.
 */
export function findSecrets(text: string): FoundSecret[] {
	const found = shapes.flatMap(([kind, shape, isOne]) =>
		[...text.matchAll(shape)]
			.filter(([match]) => !isOne || isOne(match))
			.map(({ 0: { length }, index }) => ({ kind, start: index, end: index + length })),
	);
	let end = 0;
	return found.sort((a, b) => a.start - b.start).filter((each) => each.start >= end && (end = each.end));
}
