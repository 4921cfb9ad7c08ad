// @vitest-environment happy-dom
import { expect, it, vi } from "vitest";
import { settle } from "../../../src/config/settle.ts";
import { actHere } from "../../../src/ui/rights-device.ts";
import type { Answers, Form } from "../../../src/ui/rights-form.ts";
import type { KeptRequest } from "../../../types/request.ts";

/** A form for one purpose that sells, in which these answers stand. */
function formOf({ answers = { region: "US-CA" } as Answers, keeps = true } = {}) {
	const did: string[] = [];
	const kept: { email?: string; name?: string; message?: string; id: string }[] = [];
	const keep = vi.fn(async (request: (typeof kept)[number]) => {
		if (!keeps) throw new Error("no part");
		kept.push(request);
		did.push("kept");
		return { id: request.id } as KeptRequest;
	});
	const form = {
		answers,
		controller: "Shop",
		words: { status: { saved: "Saved" } },
		texts: { rights: { offHere: "Off here" }, sent: { done: "Done" } },
		stage: {
			language: "en",
			report: (code: string) => void did.push(code),
			settings: settle({ endpoint: "/yoursay", purposes: ["marketing"] }),
			consent: {
				snapshot: () => ({ purposes: {}, vendors: {} }),
				decide: async () => void did.push("refused"),
			},
		},
		requests: async () => ({ keep }),
		show: ({ about }: { about: string[] }) => void did.push(`shows ${about[0]}`),
		deliver: async () => void did.push("delivered"),
		close() {},
	} as unknown as Form;
	return { form, did, kept };
}
const press = new Event("click");

it("an opt-out that is pressed twice is sent once", async () => {
	const { form, did } = formOf();
	await Promise.all([actHere(form, "opt-out-sale", press), actHere(form, "opt-out-sale", press)]);
	expect(did).toEqual(["kept", "refused", "delivered"]);
	await actHere(form, "opt-out-sale", press);
	expect(did).toHaveLength(6);
});

it("an opt-out takes nothing along that was typed for another right", async () => {
	const agent = { kind: "parent", of: "Ada" } as const;
	const typed = { name: "Ada", email: "ada@person.example", message: "All of it", isAgent: true, agent };
	const { form, kept } = formOf({ answers: { region: "US-CA", ...typed } });
	await actHere(form, "opt-out-sale", press);
	expect(kept).toHaveLength(1);
	expect(kept[0]).not.toMatchObject({ name: "Ada" });
	for (const name of Object.keys(typed)) expect(kept[0]).not.toHaveProperty(name);
});

it("an opt-out that cannot be kept for the controller holds on the device all the same", async () => {
	const { form, did } = formOf({ keeps: false });
	await actHere(form, "opt-out-sale", press);
	expect(did).toEqual(["desk-failed", "refused", "shows Off here"]);
});
