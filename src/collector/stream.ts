/**
 * A body that asks for its next piece only when the reader wants one, and stops asking when they go away.
 * @param failed told of a failure after the first piece; the body then breaks off
 * @returns fails where the first piece does, so that another answer can still be given
 */
export async function streamOf(
	pieces: AsyncGenerator<string, void>,
	failed: (error: unknown) => void,
): Promise<ReadableStream<Uint8Array>> {
	const encoder = new TextEncoder();
	let first: IteratorResult<string, void> | undefined = await pieces.next();
	return new ReadableStream(
		{
			async pull(controller) {
				try {
					const piece = first ?? (await pieces.next());
					first = undefined;
					if (piece.done) controller.close();
					else controller.enqueue(encoder.encode(piece.value));
				} catch (error) {
					failed(error);
					// Not the error itself: a server would print it, and it may quote what a database was given.
					controller.error(new Error("the store failed"));
				}
			},
			async cancel() {
				await pieces.return();
			},
		},
		{ highWaterMark: 0 },
	);
}
