import { describe, expect, it } from "vitest";
import { findSecrets } from "../../../src/rights/secrets.ts";
import type { FoundSecret } from "../../../types/request.ts";

/** What is found, cut out of the text, under its kind. */
const found = (text: string) => findSecrets(text).map(({ kind, start, end }) => [kind, text.slice(start, end)]);

const letters = "Qx7pLm2Vt9Rk4Zs8Wd3Yf6Hb1Nc5Jg0TqAeUiOoPzXv";
const hex = "0123456789abcdef".repeat(8);
// Put together here, so that no scanner of repositories takes the invented for real.
const key = (start: string, length: number) => start + letters.slice(0, length);
const jwt = ["eyJhbGciOiJIUzI1NiJ9", "eyJzdWIiOiJhZGEifQ", "c2lnbmF0dXJlLW9mLW5vYm9keQ"].join(".");
const block = `-----BEGIN ${"PRIVATE"} KEY-----\nMIIEvQIBADANBgkq\nhkiG9w0BAQEFAASC\n-----END ${"PRIVATE"} KEY-----`;

describe("found is", () => {
	it.each<[FoundSecret["kind"], string, string]>([
		["key", key("sk-", 40), "OpenAI's"],
		["key", key("sk-proj-", 40), "OpenAI's of a project"],
		["key", key("sk-ant-api03-", 40), "Anthropic's"],
		["key", key("sk_live_", 24), "Stripe's"],
		["key", key("whsec_", 24), "Stripe's for webhooks"],
		["key", "AKIAQXPLMVTRKZSWDYFH", "Amazon's"],
		["key", key("AIza", 35), "Google's"],
		["key", key("xai-", 40), "xAI's"],
		["key", key("npm_", 36), "npm's"],
		["key", `dop_v1_${hex.slice(0, 64)}`, "DigitalOcean's"],
		["key", `sbp_${hex.slice(0, 40)}`, "Supabase's"],
		["key", `shpat_${hex.slice(0, 32)}`, "Shopify's"],
		["key", `SG.${letters.slice(0, 22)}.${letters.slice(0, 40)}`, "SendGrid's"],
		["token", key("ghp_", 36), "GitHub's"],
		["token", key("github_pat_", 40), "GitHub's of fine grain"],
		["token", key("glpat-", 20), "GitLab's"],
		["token", key("xoxb-", 30), "Slack's"],
		["token", jwt, "a JSON Web Token"],
		["private-key", block, "a private key with its lines"],
		["private-key", block.slice(0, 50), "a private key cut off"],
		["card", "4111 1111 1111 1111", "a card in groups"],
		["card", "4111-1111-1111-1111", "a card with dashes"],
		["card", "5555555555554444", "a card in one piece"],
		["card", "3782 822463 10005", "a card of 15 digits"],
		["card", "6011000990139424", "a card of another issuer"],
		["card", "4222222222222", "a card of 13 digits"],
		["identity-number", "123-45-6789", "a US social security number"],
		["identity-number", "AB 12 34 56 C", "a British national insurance number"],
		["identity-number", "AB123456C", "the same in one piece"],
		["identity-number", "86 095 742 719", "a German tax id"],
		["identity-number", "12345678Z", "a Spanish DNI"],
		["identity-number", "X1234567L", "a Spanish NIE"],
		["identity-number", "RSSMRA85T10A562S", "an Italian codice fiscale"],
		["identity-number", "2 55 08 14 168 025 38", "a French number of social security"],
		["identity-number", "111.444.777-35", "a Brazilian CPF"],
		["identity-number", "756.9217.0769.85", "a Swiss AHV number"],
		["identity-number", "640823-3234", "a Swedish personnummer"],
		["identity-number", "19640823-3234", "the same with its century"],
		["identity-number", "131052-308T", "a Finnish henkilötunnus"],
		["identity-number", "850101-1234567", "a Korean resident number"],
	])("%s: %s, %s", (kind, secret) => {
		for (const text of [secret, `It is ${secret}\nThank you.`, `(${secret})`, `Here: ${secret}, as asked.`]) {
			const end =
				secret.startsWith("-----BEGIN") && !secret.endsWith("-----") ? text.slice(text.indexOf("---")) : secret;
			expect(found(text), text).toEqual([[kind, end]]);
		}
	});

	it.each([
		["my password: hunter2", "hunter2"],
		["Password = correct-horse", "correct-horse"],
		["password:tulip\nthanks", "tulip"],
		['"password": "Tulip77!",', '"Tulip77!",'],
		["login ada passwd=Tulip77 ok?", "Tulip77"],
		["The password is Tulip77 and", "Tulip77"],
		["Mein Passwort ist Tulpe77.", "Tulpe77."],
		["Passwort: Tulpe77", "Tulpe77"],
		["Kennwort lautet Tulpe77", "Tulpe77"],
		["Mot de passe : tulipe77", "tulipe77"],
		["mi contraseña es Tulipan77", "Tulipan77"],
		["Senha: Tulipa77", "Tulipa77"],
		["wachtwoord: tulp77", "tulp77"],
		["пароль: тюльпан77", "тюльпан77"],
		["PIN: 4821", "4821"],
		["postgres://app:Tulip77@db.acorn.example/app", "Tulip77"],
	])("a password: %j", (text, password) => {
		expect(found(text)).toEqual([["password", password]]);
	});

	it.each([
		[`API key: ${letters.slice(0, 24)}`, "key", letters.slice(0, 24)],
		[`AWS_SECRET_ACCESS_KEY=${letters}`, "key", letters],
		[`client_secret = ${hex.slice(0, 32)}`, "key", hex.slice(0, 32)],
		[`Authorization: Bearer ${letters}`, "token", letters],
	])("what is called a key: %j", (text, kind, secret) => {
		expect(found(text)).toEqual([[kind, secret]]);
	});

	it("a German tax id in one piece where it is called so: any eleven digits might be one", () => {
		expect(found("Meine Steuer-ID: 86095742719")).toEqual([["identity-number", "86095742719"]]);
		expect(found("Kunde 86095742719")).toEqual([]);
	});

	it("a card beside the rest of what is printed on it", () => {
		expect(found("4111 1111 1111 1111 12/27 123")).toEqual([["card", "4111 1111 1111 1111"]]);
	});

	it("several, in the order of the text, none over another", () => {
		const text = `SSN 123-45-6789, token: ${jwt}, password: ${key("sk-", 30)}`;
		expect(found(text)).toEqual([
			["identity-number", "123-45-6789"],
			["token", jwt],
			["key", key("sk-", 30)],
		]);
	});
});

describe("not found is", () => {
	it.each([
		["phone numbers", "Call +49 30 1234567890, (555) 123-4567, 020 7946 0958, 06 12 34 56 78 or 612 345 678."],
		["a phone number of a card's length", "+4915123456789012"],
		["days and times", "2026-11-27 10:15, 27.11.2026, 11/27/2026, 20261127101500, 2026-11-27T10:15:00.000Z"],
		["a span of days", "2026-11-27 2026-12-24"],
		["an order number", "Order 1234567890123456, invoice 2026-000123, parcel 00340434161094021501"],
		["a number like a card's that adds up to another one", "4111 1111 1111 1112"],
		["a number that adds up, of no issuer", "1234567812345670"],
		["a number of one digit", "0000 0000 0000 0000"],
		["an IBAN", "DE89 3704 0044 0532 0130 00, FR76 3000 6000 0112 3456 7890 189, GB29NWBK60161331926819"],
		["e-mail and addresses", "ada@acorn.example, https://acorn.example/a?b=1234567890123456-x, user.name@mail.example"],
		["an address with a port", "http://localhost:4173/isokron/ and https://ada@acorn.example/"],
		["a UUID", "0190b6a4-7c2e-7d11-9f00-123456789012 12345678-1234-7234-9234-123456789012"],
		["a hash", "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
		["a reference", "A21E-7KQ4-92MX"],
		["prices and amounts", "1,234,567.89 EUR; 12 345 678,90 kr; 4111.11"],
		["a version", "756.0.1.2, 1.2.3-rc.4"],
		["talk of passwords", "I forgot my password. The password is wrong. Password: I never got the mail."],
		[
			"talk of passwords in German",
			"Mein Passwort ist falsch, bitte Passwort zurücksetzen. Passwort: habe ich keines.",
		],
		["talk of keys", "The API key page does not load. My token expired. Secret: nobody answered."],
		["talk of a bearer", "The bearer representative-of-the-company signed it."],
		["words that begin like keys", "sk-learn-something-new-every-day, task-oriented, ask-me-anything, risk-adjusted"],
		["AKIA in a word", "AKIAISAWORDTHATISMUCHTOOLONGTOBEAKEY"],
		["a US number that was never given out", "000-12-3456, 666-12-3456, 900-12-3456, 123-00-4567, 123-45-0000"],
		["a British number with letters that are not used", "DA123456C AB123456E"],
		["a DNI with another letter", "12345678A"],
		["a CPF that does not add up", "111.444.777-36, 111.111.111-11"],
		["a tax id that does not add up", "86 095 742 718, Steuer-ID 12345678901"],
		["a French number with another key", "2 55 08 14 168 025 39"],
		["a Swedish number that does not add up, or no day", "640823-3235, 649923-3234"],
		["a Finnish one with another letter", "131052-308U"],
		["a public key", "-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG\n-----END PUBLIC KEY-----"],
		["other writing", "请删除我的数据。Удалите мои данные. احذف بياناتي 😀"],
		["nothing", ""],
	])("%s", (_, text) => {
		expect(found(text)).toEqual([]);
	});

	it("hardly any number that somebody makes up", () => {
		for (const from of [1e8, 1e9, 2e10, 3e11, 1e14])
			for (let number = from; number < from + 300 * 4_321_987; number += 4_321_987)
				expect(found(`No. ${number}`)).toEqual([]);
	});
});

// No time is measured: were it to grow faster than the text, the test's own limit would be long over.
describe("400 kB of hostile text are searched", () => {
	it.each([
		"a",
		"1",
		" ",
		"\n",
		"1 ",
		"1-",
		"4111 ",
		"-----BEGIN ",
		"-----BEGIN A PRIVATE KEY",
		"eyJ",
		"eyJaaaaaaaa.",
		"Bearer ",
		"sk-",
		"SG.",
		"password: ",
		"password:",
		"password is ",
		"pin:aaaa ",
		"://a:",
		"://",
		"token=",
		"12.",
		"A ",
		"AB12",
		"XYZ1234567",
		"2A",
		"\ud83d",
		"é",
		"-----BEGIN PRIVATE KEY----- ",
		"eyJaaaaaaaa.eyJaaaaaaaa",
		"api key: aaaaaaaaaaaaaaaa",
	])("of %j", (part) => {
		findSecrets(part.repeat(400_000 / part.length));
		findSecrets(`${part.repeat(200_000 / part.length)}\0${" ".repeat(200_000)}x`);
	});
});
