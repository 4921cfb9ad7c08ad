import type { MailOptions } from "../collector/request-options.ts";
import { isEmail } from "../rights/check.ts";
import { type Given, Misuse, textOf } from "./verb.ts";

const timeoutMs = 20_000;

type Mail = Required<Pick<MailOptions, "send" | "publicOrigin">> & Pick<MailOptions, "from">;

/**
 * E-mail over the SMTP server of the environment's YOURSAY_SMTP; undefined where there is none. The library for it is
 * loaded here and nowhere else.
 * @throws Misuse
 */
export async function openMail(given: Given): Promise<Mail | undefined> {
	const address = process.env.YOURSAY_SMTP;
	if (!address) return undefined;
	const url = URL.canParse(address) ? new URL(address) : undefined;
	// Nothing says it again: there is a password in it.
	if (!url || !/^smtps?:$/.test(url.protocol) || !url.hostname || url.search) {
		throw new Misuse("YOURSAY_SMTP must be an address like smtps://user:password@mail.example:465.");
	}
	const { name, address: from } = senderOf(textOf(given, "mail-from"));
	const publicOrigin = textOf(given, "public-origin");
	if (publicOrigin === undefined) {
		throw new Misuse("YOURSAY_SMTP needs --public-origin, like https://shop.example: for the links in e-mails.");
	}
	const { createTransport } = await import("nodemailer").catch(() => {
		throw new Misuse("YOURSAY_SMTP needs the package nodemailer: run `npm install nodemailer`.");
	});
	const isSecure = url.protocol === "smtps:";
	const transport = createTransport({
		host: url.hostname.replace(/^\[|\]$/g, ""),
		port: Number(url.port || (isSecure ? 465 : 587)),
		secure: isSecure,
		// What is written to people goes over the net encrypted, or not at all.
		requireTLS: !isSecure && !/^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname),
		...(url.username && { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }),
		connectionTimeout: timeoutMs,
		greetingTimeout: timeoutMs,
		socketTimeout: timeoutMs,
		disableFileAccess: true,
		disableUrlAccess: true,
	});
	return {
		publicOrigin,
		from: name || undefined,
		async send({ to, subject, text }) {
			// As objects, so that nothing in them is read as a list of addresses.
			await transport.sendMail({
				from: { name, address: from },
				to: { name: "", address: to },
				subject,
				text,
				headers: { "Auto-Submitted": "auto-generated" },
			});
		},
	};
}

/** `privacy@shop.example`, or `Example Shop <privacy@shop.example>`. @throws Misuse */
function senderOf(text: string | undefined): { name: string; address: string } {
	const [, name = "", inside] = /^(.*)<([^<>]*)>$/.exec(text ?? "") ?? [];
	const address = inside ?? text;
	if (address === undefined || !isEmail(address) || /\p{Cc}/u.test(name)) {
		throw new Misuse(
			'YOURSAY_SMTP needs --mail-from, like privacy@shop.example or "Example Shop <privacy@shop.example>".',
		);
	}
	return { name: name.trim(), address };
}
