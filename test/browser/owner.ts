/** Whoever gets the requests of a demo site, by the owner's calls of its collector. */
import type { InboxRequest, RequestChange } from "../../types/request.ts";
import type { Site } from "./setup.ts";

export function ownerOf(site: Site) {
	const call = async <Answer>(path: string, init: RequestInit = {}) => {
		const headers = { authorization: `Bearer ${site.demo.ownerToken}`, "content-type": "application/json" };
		const response = await fetch(`${site.url}/yoursay/requests${path}`, { ...init, headers });
		if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
		return (await response.json()) as Answer;
	};
	const self = {
		/** All that was ever sent, in no order to rely on. */
		inbox: async () => (await call<{ requests: InboxRequest[] }>("?limit=100")).requests,
		async finds(reference: string) {
			const found = (await self.inbox()).find((each) => each.reference === reference);
			if (!found) throw new Error("There is no such request.");
			return found;
		},
		async moves(reference: string, change: Omit<RequestChange, "revision">) {
			const { revision } = await self.finds(reference);
			const body = JSON.stringify({ ...change, revision });
			return call<InboxRequest>(`/${reference}`, { method: "PATCH", body });
		},
	};
	return self;
}
