/** The JSON of an answer of at most so many bytes; undefined for anything else. */
export async function jsonOf(response: Response, mostBytes: number): Promise<unknown> {
	const decoder = new TextDecoder();
	let bytes = 0;
	let text = "";
	try {
		const reader = response.body!.getReader();
		for (let part = await reader.read(); !part.done; part = await reader.read()) {
			bytes += part.value.length;
			if (bytes > mostBytes) return void reader.cancel();
			text += decoder.decode(part.value, { stream: true });
		}
		return JSON.parse(text);
	} catch {
		return; // cut short, or no JSON
	}
}

/** Whether something is a time as collectors write it: ISO 8601, UTC, milliseconds. */
export const isTime = (value: unknown): value is string =>
	typeof value === "string" && /^\d{4}(-\d\d){2}T(\d\d:){2}\d\d\.\d{3}Z$/.test(value) && Date.parse(value) > 0;
