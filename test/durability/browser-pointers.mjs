// A trusted click in a browser of our own: over Chromium's debugging pipe, over Firefox's Marionette socket.
import { readFile } from "node:fs/promises";
import { connect } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

/** Chrome DevTools Protocol, messages ended by a zero byte. */
export async function openPipe(input, output) {
	const answers = new Map();
	let rest = "";
	let count = 0;
	for (const stream of [input, output]) stream.on("error", () => {}); // the browser was killed
	output.setEncoding("utf8").on("data", (text) => {
		const messages = (rest + text).split("\0");
		rest = messages.pop();
		for (const message of messages.map((each) => JSON.parse(each))) answers.get(message.id)?.(message);
	});
	const call = (method, params, sessionId) =>
		new Promise((resolve, reject) => {
			const id = count++;
			answers.set(id, ({ result, error }) => {
				answers.delete(id);
				error ? reject(new Error(`${method}: ${error.message}`)) : resolve(result);
			});
			input.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
		});
	const { targetInfos } = await call("Target.getTargets", {});
	const { targetId } = targetInfos.find(({ type, url }) => type === "page" && url.endsWith("/page"));
	const { sessionId } = await call("Target.attachToTarget", { targetId, flatten: true });
	return {
		async click({ x, y }) {
			for (const type of ["mousePressed", "mouseReleased"])
				await call("Input.dispatchMouseEvent", { type, x, y, button: "left", clickCount: 1 }, sessionId);
		},
		close() {},
	};
}

/** Marionette: each message is its length, a colon, and JSON `[0, id, command, parameters]`. */
export async function openMarionette(portFile) {
	let port;
	for (let tries = 0; tries < 500 && !port; tries++) {
		port = Number(await readFile(portFile, "utf8").catch(() => ""));
		if (!port) await wait(20);
	}
	const socket = connect(port, "127.0.0.1");
	const answers = new Map();
	let rest = Buffer.alloc(0);
	let count = 0;
	socket.on("error", () => {}); // the browser was killed
	socket.on("data", (bytes) => {
		rest = Buffer.concat([rest, bytes]);
		for (;;) {
			const colon = rest.indexOf(":");
			const end = colon + 1 + Number(rest.subarray(0, colon));
			if (colon < 0 || rest.length < end) return;
			const message = JSON.parse(rest.subarray(colon + 1, end).toString());
			rest = rest.subarray(end);
			if (Array.isArray(message)) answers.get(message[1])?.(message);
		}
	});
	const call = (command, parameters) =>
		new Promise((resolve, reject) => {
			const id = count++;
			answers.set(id, ([, , error, result]) => {
				answers.delete(id);
				error ? reject(new Error(`${command}: ${error.message}`)) : resolve(result);
			});
			const text = JSON.stringify([0, id, command, parameters]);
			socket.write(`${Buffer.byteLength(text)}:${text}`);
		});
	await call("WebDriver:NewSession", {});
	const handles = await call("WebDriver:GetWindowHandles", {});
	for (const handle of handles) {
		await call("WebDriver:SwitchToWindow", { handle });
		const { value } = await call("WebDriver:GetCurrentURL", {});
		if (value.endsWith("/page")) break;
	}
	return {
		async click({ x, y }) {
			const actions = [
				{ type: "pointerMove", x, y, duration: 0, origin: "viewport" },
				{ type: "pointerDown", button: 0 },
				{ type: "pointerUp", button: 0 },
			];
			const mouse = { type: "pointer", id: "mouse", parameters: { pointerType: "mouse" }, actions };
			await call("WebDriver:PerformActions", { actions: [mouse] });
		},
		close: () => socket.destroy(),
	};
}
